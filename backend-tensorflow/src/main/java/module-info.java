/**
 * Runs networks on TensorFlow by way of TensorFlow Java. The backend {@code tensorflow} is found as a service;
 * what is exported writes networks in TensorFlow's own format.
 *
 * <p>TensorFlow's native library is the user's choice: the artifact {@code org.tensorflow:tensorflow-core-native} with a
 * classifier such as {@code linux-x86_64}. Nothing is fetched if it is missing.
 */
module org.samdeblur.backend.tensorflow {
    requires transitive org.samdeblur.networks;
    requires tensorflow;
    requires com.sun.jna;
    requires static transitive org.jspecify;

    exports org.samdeblur.backend.tensorflow.export;

    provides org.samdeblur.api.BackendProvider with
            org.samdeblur.backend.tensorflow.TensorFlowBackendProvider;
}
