/** Graphs compiled for TensorFlow, with channels last and weights in variables. */
package org.samdeblur.backend.tensorflow.graph;
