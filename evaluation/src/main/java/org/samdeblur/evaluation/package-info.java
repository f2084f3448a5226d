/**
 * Figures that compare a restored image with the truth, all of them symmetric, and masks with the regions people see. Computed in
 * double precision.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.evaluation;

import org.jspecify.annotations.NullMarked;
