/** A page on which a person sees what methods did to images. */
@NullMarked
package org.samdeblur.evaluation.report;

import org.jspecify.annotations.NullMarked;
