/** Optional modules of this project. */
package org.samdeblur.api.modules;
