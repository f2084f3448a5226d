/** Segmenters that need no neural network. */
package org.samdeblur.map.segment;
