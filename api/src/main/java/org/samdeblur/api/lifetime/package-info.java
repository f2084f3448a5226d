/** How what holds native memory is used by many threads and closed by one. */
package org.samdeblur.api.lifetime;
