package org.samdeblur.training;

/**
 * The service that has this module resolved where it is optional: {@code requires static} alone leaves out a module that nothing
 * else asks for. It has no methods.
 */
public final class TrainingModule {
    /** Made by {@link java.util.ServiceLoader}. */
    public TrainingModule() {}
}
