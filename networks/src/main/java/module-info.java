/** What a network is, for every backend: checkpoints, ONNX graphs, architectures, rewrites, embedded weights. */
module org.samdeblur.networks {
    requires transitive org.samdeblur.api;
    requires org.samdeblur.map;
    requires com.fasterxml.jackson.jr.ob;
    requires pickle;
    requires com.google.protobuf;
    requires org.tribuo.util.onnx;

    exports org.samdeblur.networks.checkpoint;
    exports org.samdeblur.networks.engine;
    exports org.samdeblur.networks.graph;
}
