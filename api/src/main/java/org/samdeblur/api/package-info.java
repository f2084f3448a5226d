/**
 * Deblurring with masks: the facade, its value types, the interfaces of replaceable parts, and those that backends
 * implement.
 *
 * <ul>
 *   <li>Facade: {@link org.samdeblur.api.SamDeblur}, {@link org.samdeblur.api.DeblurResult}.
 *   <li>Values: {@link org.samdeblur.api.Image}, {@link org.samdeblur.api.Tensor}, {@link org.samdeblur.api.Mask},
 *       {@link org.samdeblur.api.MaskSet}, {@link org.samdeblur.api.Device}, {@link org.samdeblur.api.ModelSource},
 *       {@link org.samdeblur.api.Tiling}.
 *   <li>Replaceable parts: {@link org.samdeblur.api.Segmenter}, {@link org.samdeblur.api.MapUnit}, {@link
 *       org.samdeblur.api.DeblurModel}.
 *   <li>Service providers: {@link org.samdeblur.api.BackendProvider}, {@link org.samdeblur.api.MapUnitProvider}.
 * </ul>
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.api;

import org.jspecify.annotations.NullMarked;
