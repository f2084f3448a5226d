/** Networks as ONNX graphs: the model of a graph, and reading, writing and building graphs. */
@NullMarked
package org.samdeblur.networks.graph;

import org.jspecify.annotations.NullMarked;
