/** What the service loader finds. */
package org.samdeblur.map.provider;
