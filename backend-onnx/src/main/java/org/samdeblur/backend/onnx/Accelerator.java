package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Arrays;
import java.util.Optional;

/**
 * What ONNX Runtime calls an execution provider, under the name users know it by; in order of preference where a GPU is
 * asked for. TensorRT comes last since it compiles the network for every new size, which takes minutes.
 */
enum Accelerator {
    CUDA("cuda", OrtProvider.CUDA) {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
                // 10 bits of mantissa in convolutions are not what "the same numbers on every device" means
                cuda.add("use_tf32", "0");
                options.addCUDA(cuda);
            }
        }

        @Override
        String source(String version) {
            return GPU_ARTIFACT.formatted(version);
        }
    },
    DIRECT_ML("directml", OrtProvider.DIRECT_ML) {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            options.addDirectML(index);
        }

        @Override
        String source(String version) {
            return "no published artifact has it: build ONNX Runtime " + version
                    + " for Windows with --use_dml and name its folder in -Donnxruntime.native.path";
        }
    },
    CORE_ML("coreml", OrtProvider.CORE_ML) {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            options.addCoreML();
        }

        @Override
        String source(String version) {
            return "com.microsoft.onnxruntime:onnxruntime:" + version + " has it on macOS only";
        }
    },
    TENSOR_RT("tensorrt", OrtProvider.TENSOR_RT) {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            options.addTensorrt(index);
            CUDA.appendTo(options, index); // takes the operators TensorRT does not
        }

        @Override
        String source(String version) {
            return GPU_ARTIFACT.formatted(version);
        }
    };

    private static final String GPU_ARTIFACT = "for NVIDIA GPUs exclude com.microsoft.onnxruntime:onnxruntime and"
            + " add com.microsoft.onnxruntime:onnxruntime_gpu:%s instead";

    private final String kind;
    private final OrtProvider provider;

    Accelerator(String kind, OrtProvider provider) {
        this.kind = kind;
        this.provider = provider;
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

    /** Tells whether the runtime was built with it; its own libraries may still be missing. */
    boolean isOfferedBy(NativeRuntime runtime) {
        return runtime.providers().contains(provider);
    }

    /** Makes sessions run on it. */
    abstract void appendTo(SessionOptions options, int index) throws OrtException;

    /** Says where a runtime that has it is to be had. */
    abstract String source(String version);
}
