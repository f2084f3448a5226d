/** Data sets of blurred images and their sharp targets, in folders. */
@NullMarked
package org.samdeblur.evaluation.data;

import org.jspecify.annotations.NullMarked;
