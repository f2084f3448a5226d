/**
 * Blur made on purpose, to train with, to measure with and for example images: what a camera records that shakes while things
 * move.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.evaluation.blur;

import org.jspecify.annotations.NullMarked;
