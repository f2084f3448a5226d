/**
 * Runs networks on ONNX Runtime. Nothing is exported: the backend {@code onnx} is found as a service.
 *
 * <p>The runtime is {@code com.microsoft.onnxruntime:onnxruntime}, built for the processor (and for Core ML on macOS). For
 * NVIDIA GPUs exclude it and add {@code com.microsoft.onnxruntime:onnxruntime_gpu} of the same version, which has the same
 * module name and asks for CUDA and cuDNN on the machine.
 *
 * <p>The runtime's own messages on standard error are switched off, since what matters in them is thrown as an exception. The
 * logger {@code org.samdeblur.backend.onnx} turns them on, if it is set before a network is loaded: {@code DEBUG} shows warnings,
 * {@code TRACE} everything.
 */
module org.samdeblur.backend.onnx {
    requires org.samdeblur.networks;
    requires com.microsoft.onnxruntime;

    provides org.samdeblur.api.BackendProvider with
            org.samdeblur.backend.onnx.OnnxBackendProvider;
}
