/**
 * Metrics that compare a restored image with the sharp image, or masks with the regions that people see. They are
 * computed in double precision. PSNR and SSIM are symmetric.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.evaluation;

import org.jspecify.annotations.NullMarked;
