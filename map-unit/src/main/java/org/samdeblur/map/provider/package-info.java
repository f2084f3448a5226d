/** The service provider of this module. */
package org.samdeblur.map.provider;
