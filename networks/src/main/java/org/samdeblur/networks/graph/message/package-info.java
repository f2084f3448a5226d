/**
 * The ONNX messages that this library uses, and their format, protocol buffers.
 *
 * <p>Two small classes implement the format. A protobuf library would have to be shared with the whole program, and its
 * generated code is compatible with few versions, while TensorFlow, Spark and gRPC each depend on their own.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">ONNX's message definitions</a>
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding of protocol buffers</a>
 */
package org.samdeblur.networks.graph.message;
