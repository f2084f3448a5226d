/**
 * Segment Anything: prompts answered, and all masks of an image found.
 *
 * @serial exclude
 */
package org.samdeblur.networks.sam;
