/** Operators of ONNX written as simpler ones, for runtimes that are led through a graph node by node. */
@NullMarked
package org.samdeblur.networks.expansion;

import org.jspecify.annotations.NullMarked;
