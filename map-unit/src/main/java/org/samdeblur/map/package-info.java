/**
 * The MAP unit, the grouping and dropout of its masks, and the grey codes of the CAT baseline.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.map;

import org.jspecify.annotations.NullMarked;
