/**
 * Deblurring, finding masks and measuring on Apache Spark: {@link org.samdeblur.spark.Deblurring},
 * {@link org.samdeblur.spark.Segmentation} and {@link org.samdeblur.spark.Evaluation} turn data frames of images into data frames of
 * results.
 *
 * <p>The module runs on the class path, as Spark does. It has no module descriptor.
 *
 * @serial exclude
 */
package org.samdeblur.spark;
