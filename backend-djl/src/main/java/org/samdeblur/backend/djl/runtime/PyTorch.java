package org.samdeblur.backend.djl.runtime;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import org.samdeblur.api.BackendException;

/**
 * PyTorch in DJL, loaded once per process on first use. Nothing is downloaded. DJL's telemetry is switched off for the
 * whole process, unless the user has set its option.
 */
public final class PyTorch {
    static final String NAME = "PyTorch";

    /** Each thread's setting. Setting the same number again in the engine would empty its caches. */
    private static final ThreadLocal<Integer> THREADS = ThreadLocal.withInitial(() -> 0);

    private final Engine engine;

    private PyTorch(Engine engine) {
        this.engine = engine;
    }

    /**
     * Returns the engine, loaded on the first call.
     *
     * @return the engine
     * @throws BackendException if it is not found or cannot be loaded; the message states the reason and what to add,
     *     on one line
     */
    public static PyTorch get() {
        return Loading.OUTCOME.engineOrThrow();
    }

    /**
     * The result of loading. A failure is kept, because a class that failed to initialise cannot be initialised again.
     */
    private record Loading(PyTorch engine, BackendException failure) {
        static final Loading OUTCOME = load();

        private static Loading load() {
            try {
                setUnlessSet("OPT_OUT_TRACKING", "true");
                // otherwise SLF4J prints three lines to standard error if the application has no logging library
                setUnlessSet("slf4j.internal.verbosity", "ERROR");
                return new Loading(new PyTorch(offline(NativeLibrary.loader())), null);
            } catch (BackendException e) {
                return new Loading(null, e);
            } catch (LinkageError | EngineException | AssertionError | IllegalStateException e) {
                String message = "PyTorch does not load on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + ": " + Messages.rootCause(e);
                return new Loading(null, new BackendException(message, e));
            }
        }

        private static void setUnlessSet(String property, String value) {
            if (System.getProperty(property) == null && System.getenv(property) == null) {
                System.setProperty(property, value);
            }
        }

        /**
         * Loads the engine with DJL's downloads switched off, which it would otherwise try if the artifacts do not
         * match.
         */
        private static Engine offline(ClassLoader loader) {
            String offline = "ai.djl.offline";
            String before = System.getProperty(offline);
            Thread thread = Thread.currentThread();
            ClassLoader context = thread.getContextClassLoader();
            try {
                System.setProperty(offline, "true");
                thread.setContextClassLoader(loader);
                return Engine.getEngine(NAME);
            } finally {
                thread.setContextClassLoader(context);
                if (before == null) {
                    System.clearProperty(offline);
                } else {
                    System.setProperty(offline, before);
                }
            }
        }

        PyTorch engineOrThrow() {
            if (engine == null) {
                throw new BackendException(failure.getMessage(), failure);
            }
            return engine;
        }
    }

    /**
     * Creates a manager of arrays.
     *
     * @param device the device of its arrays
     * @return the manager, owned by the caller
     */
    public NDManager newManager(Device device) {
        return engine.newBaseManager(device);
    }

    /** Starts recording for gradients. Fails if another collector is open in the process. */
    GradientCollector newGradientCollector() {
        return engine.newGradientCollector();
    }

    /**
     * Creates a model, into which a TorchScript network can be loaded.
     *
     * @param name its name
     * @param device the device that it runs on
     * @return the model, owned by the caller
     */
    public Model newModel(String name, Device device) {
        return engine.newModel(name, device);
    }

    /**
     * Sets the number of threads for operations that this thread calls.
     *
     * @param threads 1 or more
     */
    public void useThreads(int threads) {
        if (THREADS.get() != threads) {
            JniUtils.setNumThreads(threads);
            THREADS.set(threads);
        }
    }

    /**
     * Prevents TorchScript, in this thread, from compiling for each new size, which takes seconds, and memory for the
     * compiled code.
     */
    public void interpretTorchScript() {
        JniUtils.setGraphExecutorOptimize(false);
    }

    boolean isBuiltForCuda() {
        return JniUtils.getFeatures().contains("CUDA");
    }

    int gpus() {
        return engine.getGpuCount();
    }

    /** Returns the name and version, such as {@code PyTorch 2.7.1 (DJL 0.35.1)}. */
    @Override
    public String toString() {
        return NAME + " " + engine.getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
    }
}
