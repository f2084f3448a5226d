/**
 * Training of deblurring networks with the recipe of SAM-Deblur, for any network that DJL runs. {@link
 * org.samdeblur.training.Trainer} runs a whole training; its parts can also be used alone.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.training;

import org.jspecify.annotations.NullMarked;
