/** What ONNX's operators compute, on arrays of the engine and on small arrays of numbers in Java. */
package org.samdeblur.backend.djl.operator;
