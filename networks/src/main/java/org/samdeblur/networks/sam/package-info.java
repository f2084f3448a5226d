/**
 * Segment Anything: prompts answered, and all masks of an image found.
 *
 * @serial exclude
 */
@NullMarked
package org.samdeblur.networks.sam;

import org.jspecify.annotations.NullMarked;
