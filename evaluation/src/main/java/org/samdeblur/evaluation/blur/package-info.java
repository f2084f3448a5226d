/**
 * Synthetic motion blur for training, evaluation and examples: the blur of a shaking camera and of moving objects.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.evaluation.blur;

import org.jspecify.annotations.NullMarked;
