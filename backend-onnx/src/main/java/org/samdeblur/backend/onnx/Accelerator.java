package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Arrays;
import java.util.Optional;

/**
 * ONNX Runtime's execution providers for accelerators, in the order of preference for a request of {@code gpu}.
 * TensorRT is last, because it compiles the network for each new size, which takes minutes.
 */
enum Accelerator {
    CUDA("cuda", OrtProvider.CUDA, Texts.GPU_ARTIFACT, "it needs CUDA and cuDNN") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
                // TF32 convolutions have 10 bits of mantissa; results should be the same on all devices
                cuda.add("use_tf32", "0");
                options.addCUDA(cuda);
            }
        }
    },
    DIRECT_ML(
            "directml",
            OrtProvider.DIRECT_ML,
            "no published artifact includes it; build ONNX Runtime %s for Windows with --use_dml and name its folder in"
                    + " -Donnxruntime.native.path",
            "it needs a GPU with DirectX 12") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            options.addDirectML(index);
        }
    },
    CORE_ML(
            "coreml",
            OrtProvider.CORE_ML,
            "com.microsoft.onnxruntime:onnxruntime:%s includes it on macOS only",
            "use device 0") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            if (index != 0) {
                throw new OrtException("Core ML itself chooses between processor, GPU and Neural Engine");
            }
            options.addCoreML();
        }
    },
    TENSOR_RT("tensorrt", OrtProvider.TENSOR_RT, Texts.GPU_ARTIFACT, "it needs TensorRT, CUDA and cuDNN") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            options.addTensorrt(index);
            CUDA.appendTo(options, index); // runs the operators that TensorRT does not support
        }
    };

    private static final class Texts {
        static final String GPU_ARTIFACT = "for NVIDIA GPUs exclude com.microsoft.onnxruntime:onnxruntime and add"
                + " com.microsoft.onnxruntime:onnxruntime_gpu:%s instead";
    }

    private final String kind;
    private final OrtProvider provider;
    private final String source;
    private final String needs;

    Accelerator(String kind, OrtProvider provider, String source, String needs) {
        this.kind = kind;
        this.provider = provider;
        this.source = source;
        this.needs = needs;
    }

    static Optional<Accelerator> of(String kind) {
        return Arrays.stream(values())
                .filter(accelerator -> accelerator.kind.equals(kind))
                .findFirst();
    }

    /** Returns the kind of {@link org.samdeblur.api.Device}. */
    String kind() {
        return kind;
    }

    /** Returns whether the runtime was built with it; its own libraries may still be missing. */
    boolean isOfferedBy(NativeRuntime runtime) {
        return runtime.providers().contains(provider);
    }

    /** Configures sessions to run on it. */
    abstract void appendTo(SessionOptions options, int index) throws OrtException;

    /** Returns, for messages, how to get a runtime that includes it. */
    String source(String version) {
        return source.formatted(version);
    }

    /** Returns, for messages, what else it needs. */
    String needs() {
        return needs;
    }
}
