/**
 * Runs networks on TensorFlow, through TensorFlow Java. The backend {@code tensorflow} is found as a service. Exported
 * is writing networks in TensorFlow's format.
 *
 * <p>The user chooses TensorFlow's native library: the artifact {@code org.tensorflow:tensorflow-core-native} with a
 * classifier such as {@code linux-x86_64}. If it is missing, nothing is downloaded.
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
