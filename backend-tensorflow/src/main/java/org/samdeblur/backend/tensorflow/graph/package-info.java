/** Graphs compiled for TensorFlow: channels last inside, weights in variables. */
package org.samdeblur.backend.tensorflow.graph;
