/** Stripformer. */
package org.samdeblur.networks.stripformer;
