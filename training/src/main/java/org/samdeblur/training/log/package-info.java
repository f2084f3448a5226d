/** The log of a training: tables with the figures of every step, and a chart of them. */
@NullMarked
package org.samdeblur.training.log;

import org.jspecify.annotations.NullMarked;
