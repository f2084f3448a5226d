/** What an evaluation found: figures of every image and method, and the table they sum up to. */
@NullMarked
package org.samdeblur.evaluation.results;

import org.jspecify.annotations.NullMarked;
