/**
 * Folders of images on any of Hadoop's file systems: what they hold, what is still to be done, and files that appear whole.
 *
 * @serial exclude
 */
package org.samdeblur.spark.archive;
