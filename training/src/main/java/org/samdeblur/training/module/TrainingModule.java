package org.samdeblur.training.module;

import org.samdeblur.api.modules.OptionalModule;

/** Has this module resolved for those that can do without it. */
public final class TrainingModule implements OptionalModule {
    /** Made by {@link java.util.ServiceLoader}. */
    public TrainingModule() {}
}
