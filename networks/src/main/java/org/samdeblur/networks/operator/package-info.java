/** Attributes, windows and constants as ONNX defines them, for backends that process a graph node by node. */
@NullMarked
package org.samdeblur.networks.operator;

import org.jspecify.annotations.NullMarked;
