/** Networks as ONNX graphs: the model of a graph, reading and writing {@code .onnx}, building, rewriting, widening. */
package org.samdeblur.networks.graph;
