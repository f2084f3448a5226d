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
    CUDA("cuda", OrtProvider.CUDA, Texts.GPU_ARTIFACT, "CUDA and cuDNN have to be installed") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
                // 10 bits of mantissa in convolutions are not what "the same numbers on every device" means
                cuda.add("use_tf32", "0");
                options.addCUDA(cuda);
            }
        }
    },
    DIRECT_ML(
            "directml",
            OrtProvider.DIRECT_ML,
            "no published artifact has it: build ONNX Runtime %s for Windows with --use_dml and name its folder in"
                    + " -Donnxruntime.native.path",
            "a GPU with DirectX 12 has to be there") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            options.addDirectML(index);
        }
    },
    CORE_ML(
            "coreml",
            OrtProvider.CORE_ML,
            "com.microsoft.onnxruntime:onnxruntime:%s has it on macOS only",
            "only device 0 is there") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            if (index != 0) {
                throw new OrtException("Core ML chooses among processor, GPU and Neural Engine itself");
            }
            options.addCoreML();
        }
    },
    TENSOR_RT("tensorrt", OrtProvider.TENSOR_RT, Texts.GPU_ARTIFACT, "TensorRT, CUDA and cuDNN have to be installed") {
        @Override
        void appendTo(SessionOptions options, int index) throws OrtException {
            options.addTensorrt(index);
            CUDA.appendTo(options, index); // takes the operators TensorRT does not
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

    /** Makes sessions run on it. */
    abstract void appendTo(SessionOptions options, int index) throws OrtException;

    /** Says where to get a runtime that has it. */
    String source(String version) {
        return source.formatted(version);
    }

    /** Says what has to be on the machine besides. */
    String needs() {
        return needs;
    }
}
