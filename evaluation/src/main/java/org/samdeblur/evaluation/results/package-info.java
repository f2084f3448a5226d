/** Results of an evaluation: the figures of every image and method, and their means. */
@NullMarked
package org.samdeblur.evaluation.results;

import org.jspecify.annotations.NullMarked;
