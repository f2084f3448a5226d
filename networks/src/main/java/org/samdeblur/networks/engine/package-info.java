/** The interfaces that a backend implements to run graphs, and the code that all backends share. */
@NullMarked
package org.samdeblur.networks.engine;

import org.jspecify.annotations.NullMarked;
