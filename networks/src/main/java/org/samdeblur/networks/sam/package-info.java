/** Segment Anything: prompts answered, and all masks of an image found. */
package org.samdeblur.networks.sam;
