/** Networks as ONNX graphs: the model of a graph, reading and writing {@code .onnx}, building, rewriting, widening. */
@NullMarked
package org.samdeblur.networks.graph;

import org.jspecify.annotations.NullMarked;
