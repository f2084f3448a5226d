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
 * TensorFlow's library, loaded once per process when it is first asked for. It writes about itself on standard error unless the
 * variable {@code TF_CPP_MIN_LOG_LEVEL} says otherwise, which is therefore set to errors only, unless it is set already or the
 * logger {@code org.samdeblur.backend.tensorflow} is at {@code DEBUG}.
 */
public final class TensorFlowRuntime {
    private final String version;

    private TensorFlowRuntime(String version) {
        this.version = version;
    }

    /**
     * Loads the library, or returns the one loaded before.
     *
     * @return the library
     * @throws BackendException if it is not there or cannot be loaded; says why, and what to add, on one line
     */
    public static TensorFlowRuntime get() {
        return Loading.OUTCOME.runtimeOrThrow();
    }

    /** What came of loading; a failure is kept as well, since a class that failed to initialise cannot be tried again. */
    private record Loading(TensorFlowRuntime runtime, BackendException failure) {
        static final Loading OUTCOME = load();

        private static Loading load() {
            try {
                NativeLibrary.requirePresent();
                StartupMessages chatter = new StartupMessages();
                chatter.limitBeforeLoading();
                // else the process's first session would decide on the threads of all
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
         * TensorFlow uses oneDNN by itself on some of Intel's processors only, and is slower without it on all others on x64.
         */
        private static void letProcessorsUseOneDnn() {
            if (NativeLibrary.platform().endsWith("-x86_64")) {
                ProcessEnvironment.setIfAbsent("TF_ENABLE_ONEDNN_OPTS", "1");
            }
        }

        /** JavaCPP would end allocations where the process holds four times the heap, though the memory were another library's. */
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

    /** Returns name and version, as in {@code TensorFlow 2.18.0}. */
    @Override
    public String toString() {
        return "TensorFlow " + version;
    }
}
