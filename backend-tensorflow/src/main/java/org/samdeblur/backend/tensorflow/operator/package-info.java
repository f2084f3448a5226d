/** ONNX's operators, written with TensorFlow's operations. */
package org.samdeblur.backend.tensorflow.operator;
