/**
 * The application for {@code spark-submit}: {@code deblur}, {@code segment} and {@code evaluate}.
 *
 * @serial exclude
 */
package org.samdeblur.spark.app;
