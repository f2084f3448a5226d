/** Modules of this project that others can do without. */
package org.samdeblur.api.modules;
