/** What a file is, by its first bytes, for messages about files that are no models. */
package org.samdeblur.networks.content;
