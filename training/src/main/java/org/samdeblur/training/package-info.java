/**
 * Training of deblurring networks: the recipe of SAM-Deblur, on any network that DJL runs. {@link
 * org.samdeblur.training.Trainer} does the whole; its parts can be used by themselves.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.training;

import org.jspecify.annotations.NullMarked;
