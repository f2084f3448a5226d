/** What a training leaves to be looked at: figures of every step as tables, and a chart of them. */
package org.samdeblur.training.log;
