/**
 * The facade {@link org.samdeblur.api.SamDeblur}, its value types, and the interfaces that backends implement.
 *
 * <p>Backends and the MAP unit are found as services; this module does not depend on them.
 */
@SuppressWarnings("module") // the modules that it exports packages to are compiled after it
module org.samdeblur.api {
    requires com.google.common;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;
    requires transitive java.desktop;
    requires jdk.jfr;
    requires static transitive org.jspecify;

    exports org.samdeblur.api;
    exports org.samdeblur.api.codec to
            org.samdeblur.map;
    exports org.samdeblur.api.files to
            org.samdeblur.backend.tensorflow,
            org.samdeblur.cli,
            org.samdeblur.evaluation,
            org.samdeblur.map,
            org.samdeblur.networks,
            org.samdeblur.training;
    exports org.samdeblur.api.lifetime to
            org.samdeblur.backend.djl,
            org.samdeblur.backend.onnx,
            org.samdeblur.backend.openvino,
            org.samdeblur.backend.tensorflow,
            org.samdeblur.networks;
    exports org.samdeblur.api.modules to
            org.samdeblur.cli,
            org.samdeblur.examples,
            org.samdeblur.training;
    exports org.samdeblur.api.services to
            org.samdeblur.networks;
    exports org.samdeblur.api.text to
            org.samdeblur.backend.djl,
            org.samdeblur.backend.tensorflow,
            org.samdeblur.cli,
            org.samdeblur.evaluation,
            org.samdeblur.map,
            org.samdeblur.networks,
            org.samdeblur.training;

    uses org.samdeblur.api.BackendProvider;
    uses org.samdeblur.api.MapUnitProvider;
}
