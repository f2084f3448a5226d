package org.samdeblur.training.module;

import org.samdeblur.api.modules.OptionalModule;

/** Makes the module system resolve this module for modules that use it optionally. */
public final class TrainingModule implements OptionalModule {
    /** Called by {@link java.util.ServiceLoader}. */
    public TrainingModule() {}
}
