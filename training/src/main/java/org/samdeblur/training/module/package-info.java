/** Makes this module known to those that can do without it. */
package org.samdeblur.training.module;
