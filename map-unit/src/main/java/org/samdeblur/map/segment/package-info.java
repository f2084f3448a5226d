/**
 * Segmenters that need no neural network.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.map.segment;

import org.jspecify.annotations.NullMarked;
