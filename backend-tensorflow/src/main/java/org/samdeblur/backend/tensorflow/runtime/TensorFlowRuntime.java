package org.samdeblur.backend.tensorflow.runtime;

import org.samdeblur.api.BackendException;
import org.samdeblur.networks.engine.OneLine;
import org.samdeblur.networks.engine.ProcessEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow's library, loaded once per process on first use. The environment variable {@code TF_CPP_MIN_LOG_LEVEL}
 * limits its messages on standard error. If the user has not set it, it is set to errors only, or, if the logger {@code
 * org.samdeblur.backend.tensorflow} has the level {@code DEBUG}, to warnings and errors; with {@code TRACE} it is not
 * set.
 */
public final class TensorFlowRuntime {
    private final String version;

    private TensorFlowRuntime(String version) {
        this.version = version;
    }

    /**
     * Returns the library, loaded on the first call.
     *
     * @return the library
     * @throws BackendException if it is not found or cannot be loaded; the message states the reason and what to add,
     *     on one line
     */
    public static TensorFlowRuntime get() {
        return Loading.OUTCOME.runtimeOrThrow();
    }

    /**
     * The result of loading. A failure is kept, because a class that failed to initialise cannot be initialised again.
     */
    private record Loading(TensorFlowRuntime runtime, BackendException failure) {
        static final Loading OUTCOME = load();

        private static Loading load() {
            try {
                NativeLibrary.requirePresent();
                StartupMessages chatter = new StartupMessages();
                chatter.limitBeforeLoading();
                // otherwise, the first session of the process would determine the number of threads of all sessions
                ProcessEnvironment.setIfAbsent("TF_OVERRIDE_GLOBAL_THREADPOOL", "1");
                letProcessorsUseOneDnn();
                letMemoryBe();
                TensorFlowRuntime runtime = new TensorFlowRuntime(TensorFlow.version());
                chatter.during(Loading::runOnce);
                return new Loading(runtime, null);
            } catch (BackendException e) {
                return new Loading(null, e);
            } catch (LinkageError | RuntimeException e) {
                String message = "TensorFlow does not load on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + ": " + OneLine.of(OneLine.rootCause(e));
                return new Loading(null, new BackendException(message, e));
            }
        }

        /**
         * By default, TensorFlow uses oneDNN only on some of Intel's processors, but it is faster on all x64
         * processors.
         */
        private static void letProcessorsUseOneDnn() {
            if (NativeLibrary.platform().endsWith("-x86_64")) {
                ProcessEnvironment.setIfAbsent("TF_ENABLE_ONEDNN_OPTS", "1");
            }
        }

        /**
         * Lifts JavaCPP's limit: it would fail if the process uses four times the heap, including other libraries'
         * memory.
         */
        private static void letMemoryBe() {
            String limit = "org.bytedeco.javacpp.maxPhysicalBytes";
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, "0");
            }
        }

        private static void runOnce() {
            try (Graph graph = new Graph();
                    TFloat32 one = TFloat32.scalarOf(1);
                    Session session = new Session(
                            graph,
                            ConfigProto.newBuilder().putDeviceCount("GPU", 0).build())) {
                session.runner()
                        .fetch(graph.baseScope()
                                .opBuilder("Const", "one")
                                .setAttr("dtype", one.dataType())
                                .setAttr("value", one)
                                .build()
                                .output(0))
                        .run()
                        .close();
            }
        }

        TensorFlowRuntime runtimeOrThrow() {
            if (runtime == null) {
                throw new BackendException(failure.getMessage(), failure);
            }
            return runtime;
        }
    }

    /** Returns the name and version, such as {@code TensorFlow 2.18.0}. */
    @Override
    public String toString() {
        return "TensorFlow " + version;
    }
}
