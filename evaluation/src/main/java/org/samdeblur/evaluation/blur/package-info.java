/**
 * Blur made on purpose, to train with, to measure with and for example images: what a camera records that shakes while things
 * move.
 *
 * @serial exclude
 */
package org.samdeblur.evaluation.blur;
