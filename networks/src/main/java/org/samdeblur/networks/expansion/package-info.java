/** Replaces complex operators of ONNX by simpler ones, for backends that process a graph node by node. */
@NullMarked
package org.samdeblur.networks.expansion;

import org.jspecify.annotations.NullMarked;
