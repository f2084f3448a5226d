/**
 * Runs networks on ONNX Runtime. Nothing is exported: the backend {@code onnx} is found as a service.
 *
 * <p>The runtime is {@code com.microsoft.onnxruntime:onnxruntime}, built for the processor (and for Core ML on macOS).
 * For NVIDIA GPUs, exclude it and add {@code com.microsoft.onnxruntime:onnxruntime_gpu} of the same version, which has
 * the same module name and needs CUDA and cuDNN.
 *
 * <p>The runtime's messages on standard error are switched off, because errors are thrown as exceptions. The level of
 * the logger {@code org.samdeblur.backend.onnx}, set before a network is loaded, switches them on: {@code DEBUG} shows
 * warnings, {@code TRACE} all messages.
 */
module org.samdeblur.backend.onnx {
    requires org.samdeblur.networks;
    requires com.microsoft.onnxruntime;

    provides org.samdeblur.api.BackendProvider with
            org.samdeblur.backend.onnx.OnnxBackendProvider;
}
