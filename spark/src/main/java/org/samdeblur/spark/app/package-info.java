/** The application for {@code spark-submit}: {@code deblur}, {@code segment} and {@code evaluate}. */
package org.samdeblur.spark.app;
