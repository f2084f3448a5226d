/** The command line {@code samdeblur}. Nothing is exported. */
module org.samdeblur.cli {
    requires com.fasterxml.jackson.jr.ob;
    requires info.picocli;
    requires java.logging;
    requires me.tongfei.progressbar;
    requires org.samdeblur.api;
    // optional: these train networks and write SavedModels; all other commands work without them
    requires static org.samdeblur.backend.tensorflow;
    requires static org.samdeblur.training;
    requires org.samdeblur.evaluation;
    requires org.samdeblur.map;
    requires org.samdeblur.networks;

    uses org.samdeblur.api.modules.OptionalModule;

    opens org.samdeblur.cli to
            info.picocli;
    opens org.samdeblur.cli.console to
            info.picocli;
    opens org.samdeblur.cli.convert to
            info.picocli;
    opens org.samdeblur.cli.deblur to
            info.picocli;
    opens org.samdeblur.cli.devices to
            info.picocli;
    opens org.samdeblur.cli.evaluate to
            info.picocli;
    opens org.samdeblur.cli.info to
            info.picocli;
    opens org.samdeblur.cli.masks to
            info.picocli;
    opens org.samdeblur.cli.models to
            info.picocli;
    opens org.samdeblur.cli.options to
            info.picocli;
    opens org.samdeblur.cli.segment to
            info.picocli;
    opens org.samdeblur.cli.segmenter to
            info.picocli;
    opens org.samdeblur.cli.train to
            info.picocli;
}
