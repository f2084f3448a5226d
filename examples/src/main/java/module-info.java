/** Sample programs, benchmarks, the programs behind the figures, and the generator of the example image. */
module org.samdeblur.examples {
    requires java.management;
    // what reads MATLAB files uses sun.misc.Unsafe without naming its module
    requires jdk.unsupported;
    requires org.samdeblur.api;
    // optional: only the soak test of training needs it
    requires static org.samdeblur.training;
    requires org.samdeblur.evaluation;
    requires org.samdeblur.map;
    requires org.samdeblur.networks;
    requires us.hebi.matlab.mat.mfl.core;

    uses org.samdeblur.api.modules.OptionalModule;
}
