/**
 * Training data from folders: patches of blurred and sharp images with their masks. The blurred images come from files,
 * or are made from sharp ones. A patch depends only on the seed and its number, so that a resumed training needs no
 * state of its data.
 *
 * <p>This package does not depend on DJL. A patch consists of {@link org.samdeblur.api.Tensor}s and a {@link
 * org.samdeblur.api.MaskSet}.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.training.data;

import org.jspecify.annotations.NullMarked;
