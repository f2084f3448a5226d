/** An HTML page with the results of an evaluation and the images. */
@NullMarked
package org.samdeblur.evaluation.report;

import org.jspecify.annotations.NullMarked;
