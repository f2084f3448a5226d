/**
 * Runs networks on PyTorch by way of DJL. The backend {@code djl} is found as a service; what is exported is networks and masks
 * as DJL's blocks.
 *
 * <p>PyTorch's native library is the user's choice: an artifact such as
 * {@code ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64}, which belongs on the class path even where everything
 * else is on the module path, since its name is not one of a module. Nothing is fetched if it is missing.
 */
@SuppressWarnings({"requires-transitive-automatic", "module"}) // the module it opens its runtime to is built after it
module org.samdeblur.backend.djl {
    requires transitive org.samdeblur.networks;
    requires transitive ai.djl.api;
    requires transitive org.samdeblur.map;
    requires ai.djl.pytorch_engine;
    requires ai.djl.pytorch_jni;
    // what only the automatic modules above use has to be asked for by name
    requires com.google.gson;
    requires com.sun.jna;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.samdeblur.backend.djl.block;
    exports org.samdeblur.backend.djl.runtime to
            org.samdeblur.training;

    provides org.samdeblur.api.BackendProvider with
            org.samdeblur.backend.djl.DjlBackendProvider;
}
