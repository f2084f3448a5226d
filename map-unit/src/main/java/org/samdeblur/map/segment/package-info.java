/**
 * Segmenters that need no neural network.
 *
 * @serial exclude
 */
package org.samdeblur.map.segment;
