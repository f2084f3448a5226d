/**
 * Runs networks on PyTorch, through DJL. The backend {@code djl} is found as a service. Exported are DJL blocks of
 * networks and masks.
 *
 * <p>The user chooses PyTorch's native library: an artifact such as {@code
 * ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64}. It must be on the class path even if everything else is on the
 * module path, because its name is not a valid module name. If it is missing, nothing is downloaded.
 */
@SuppressWarnings({"requires-transitive-automatic", "module"}) // org.samdeblur.training is built later
module org.samdeblur.backend.djl {
    requires transitive org.samdeblur.networks;
    requires transitive ai.djl.api;
    requires transitive org.samdeblur.map;
    requires ai.djl.pytorch_engine;
    requires ai.djl.pytorch_jni;
    // dependencies of automatic modules must be required explicitly
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
