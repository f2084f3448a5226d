package org.samdeblur.api.modules;

/**
 * A service without methods. A module that {@code requires static} another one has it at run time only if something else asks for
 * it. A module that provides this service is there for all that use the service, wherever it is on the module path.
 */
public interface OptionalModule {}
