/** Makes this module known to modules that use it optionally. */
package org.samdeblur.training.module;
