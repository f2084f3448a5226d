/**
 * The MAP unit and what masks go through before it: dropout, grouping, and the grey codes of the CAT baseline.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.map;

import org.jspecify.annotations.NullMarked;
