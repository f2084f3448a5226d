/** What a network is, for every backend: checkpoints, ONNX graphs, architectures, rewrites, embedded weights. */
@SuppressWarnings("module") // the modules it opens settings to are built after it
module org.samdeblur.networks {
    requires transitive org.samdeblur.api;
    requires java.net.http;
    requires org.samdeblur.map;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.jr.ob;
    requires com.sun.jna;
    requires pickle;
    requires static transitive org.jspecify;

    exports org.samdeblur.networks;
    exports org.samdeblur.networks.architecture;
    exports org.samdeblur.networks.checkpoint;
    exports org.samdeblur.networks.content to
            org.samdeblur.backend.tensorflow;
    exports org.samdeblur.networks.deblur;
    exports org.samdeblur.networks.engine;
    exports org.samdeblur.networks.expansion;
    exports org.samdeblur.networks.format;
    exports org.samdeblur.networks.graph;
    exports org.samdeblur.networks.graph.rewrite;
    exports org.samdeblur.networks.graph.shape to
            org.samdeblur.backend.onnx;
    exports org.samdeblur.networks.json to
            org.samdeblur.cli,
            org.samdeblur.training;
    exports org.samdeblur.networks.models;
    exports org.samdeblur.networks.nafnet;
    exports org.samdeblur.networks.operator;
    exports org.samdeblur.networks.sam;
    exports org.samdeblur.networks.sam.graph;
    exports org.samdeblur.networks.sam.pixels;

    uses org.samdeblur.networks.architecture.Architecture;
    uses org.samdeblur.networks.format.ModelFormat;
}
