/** Rows as Spark makes them; for this module alone. */
package org.samdeblur.spark.rows;
