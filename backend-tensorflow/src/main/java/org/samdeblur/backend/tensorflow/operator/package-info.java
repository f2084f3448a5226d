/** ONNX's operators in TensorFlow's. */
package org.samdeblur.backend.tensorflow.operator;
