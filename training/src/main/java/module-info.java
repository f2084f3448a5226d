/**
 * Training of deblurring networks on PyTorch through DJL: the trainer, its data and its log.
 */
@SuppressWarnings("requires-transitive-automatic")
module org.samdeblur.training {
    requires com.fasterxml.jackson.jr.ob;
    requires transitive ai.djl.api;
    requires transitive org.samdeblur.backend.djl;
    requires transitive org.samdeblur.evaluation;
    requires transitive org.samdeblur.map;
    requires transitive org.samdeblur.networks;
    requires static transitive org.jspecify;

    exports org.samdeblur.training;
    exports org.samdeblur.training.data;
    exports org.samdeblur.training.log;

    provides org.samdeblur.api.modules.OptionalModule with
            org.samdeblur.training.module.TrainingModule;
}
