/** Use of native resources by many threads, and closing by one. */
package org.samdeblur.api.lifetime;
