/** The command line {@code samdeblur}, sample programs, benchmarks, and the generator of the example image. */
module org.samdeblur.examples {
    requires com.fasterxml.jackson.jr.ob;
    requires info.picocli;
    requires java.logging;
    requires java.management;
    // what reads MATLAB files uses sun.misc.Unsafe without naming its module
    requires jdk.unsupported;
    requires me.tongfei.progressbar;
    requires org.samdeblur.api;
    // there in a checkout, where networks are trained and written in TensorFlow's format; who takes this module along
    // elsewhere may leave it out
    requires static org.samdeblur.backend.djl;
    requires static org.samdeblur.backend.tensorflow;
    requires org.samdeblur.evaluation;
    requires org.samdeblur.map;
    requires org.samdeblur.networks;
    requires us.hebi.matlab.mat.mfl.core;

    opens org.samdeblur.examples.cli to
            info.picocli;
}
