/** Runs networks on ONNX Runtime. */
module org.samdeblur.backend.onnx {
    requires org.samdeblur.networks;
}
