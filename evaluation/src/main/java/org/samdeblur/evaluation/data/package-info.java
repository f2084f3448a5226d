/** Data sets of blurred images and the sharp ones they should become, as they lie in folders. */
@NullMarked
package org.samdeblur.evaluation.data;

import org.jspecify.annotations.NullMarked;
