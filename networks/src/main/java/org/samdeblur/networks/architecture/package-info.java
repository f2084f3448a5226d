/** The interface of network architectures: recognising one by its weights, and writing its layers as a graph. */
@NullMarked
package org.samdeblur.networks.architecture;

import org.jspecify.annotations.NullMarked;
