/** Uformer. */
package org.samdeblur.networks.uformer;
