/** What backends need that go through a graph node by node: attributes, windows and constants as ONNX defines them. */
@NullMarked
package org.samdeblur.networks.operator;

import org.jspecify.annotations.NullMarked;
