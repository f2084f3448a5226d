/** What a training leaves to be looked at: figures of every step as tables, and a chart of them. */
@NullMarked
package org.samdeblur.training.log;

import org.jspecify.annotations.NullMarked;
