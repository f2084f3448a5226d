/**
 * What training takes from folders: patches of blurred and sharp images with their masks, found in pairs or made of sharp images.
 * Every patch follows from a seed and its number, so that a run that goes on needs no memory of what it has seen.
 *
 * <p>Nothing here knows of DJL; a patch is {@link org.samdeblur.api.Tensor}s and a {@link org.samdeblur.api.MaskSet}.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.training.data;

import org.jspecify.annotations.NullMarked;
