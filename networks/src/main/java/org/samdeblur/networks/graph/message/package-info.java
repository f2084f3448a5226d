/**
 * ONNX's messages, as far as this library reads them, and the format of protocol buffers that they are written in.
 *
 * <p>The format takes two small classes here. A library for it would have to be shared with the whole program, since each of its
 * versions fits the code of few others: TensorFlow, Spark and gRPC bring versions of their own.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">ONNX's message definitions</a>
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding of protocol buffers</a>
 */
package org.samdeblur.networks.graph.message;
