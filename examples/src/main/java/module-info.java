/** The command line {@code samdeblur}, sample programs, benchmarks, and the generator of the example image. */
module org.samdeblur.examples {
    requires com.fasterxml.jackson.jr.ob;
    requires info.picocli;
    requires java.logging;
    requires me.tongfei.progressbar;
    requires org.samdeblur.api;
    requires org.samdeblur.evaluation;
    requires org.samdeblur.map;
    requires org.samdeblur.networks;

    opens org.samdeblur.examples.cli to
            info.picocli;
}
