/** ONNX's operators, on arrays of the engine and on small arrays in Java. */
package org.samdeblur.backend.djl.operator;
