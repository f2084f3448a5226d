package org.samdeblur.api.modules;

/**
 * A service without methods. A module that another one {@code requires static} is resolved at run time only if
 * something else requires it. A module that provides this service is resolved for all users of the service if it is on
 * the module path.
 */
public interface OptionalModule {}
