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
 * PyTorch in DJL, loaded once per process when it is first asked for. Nothing is fetched from the network, and DJL's
 * report of its use to its makers is switched off for the whole process unless the user has decided about that.
 */
public final class PyTorch {
    static final String NAME = "PyTorch";

    /** Each thread's own setting; the engine keeps one as well, but setting it anew empties its caches. */
    private static final ThreadLocal<Integer> THREADS = ThreadLocal.withInitial(() -> 0);

    private final Engine engine;

    private PyTorch(Engine engine) {
        this.engine = engine;
    }

    /**
     * Loads the library, or returns the one loaded before.
     *
     * @return the engine
     * @throws BackendException if it is not there or cannot be loaded; says why, and what to add, on one line
     */
    public static PyTorch get() {
        return Loading.OUTCOME.engineOrThrow();
    }

    /**
     * What came of loading; a failure is kept as well, since a class that failed to initialise cannot be tried again.
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

        /** Loads the engine with DJL's network access switched off, in case the artifacts do not fit each other. */
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
     * Makes an owner of arrays.
     *
     * @param device where its arrays are
     * @return the owner, owned by the caller
     */
    public NDManager newManager(Device device) {
        return engine.newBaseManager(device);
    }

    /** Begins recording for gradients; fails if another recording is open in the process. */
    GradientCollector newGradientCollector() {
        return engine.newGradientCollector();
    }

    /**
     * Makes a model, to be loaded with a TorchScript network.
     *
     * @param name what to call it
     * @param device where it runs
     * @return the model, owned by the caller
     */
    public Model newModel(String name, Device device) {
        return engine.newModel(name, device);
    }

    /**
     * Limits the threads that what this thread calls is spread over. The engine keeps the limit by thread.
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
     * Keeps TorchScript from compiling for every new size, which takes seconds and keeps what it compiled; in this
     * thread only.
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

    /** Returns name and version, as in {@code PyTorch 2.7.1 (DJL 0.35.1)}. */
    @Override
    public String toString() {
        return NAME + " " + engine.getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
    }
}
