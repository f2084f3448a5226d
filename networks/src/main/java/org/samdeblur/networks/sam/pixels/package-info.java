/** The input of Segment Anything's image encoder, and the position of its masks on the image. */
@NullMarked
package org.samdeblur.networks.sam.pixels;

import org.jspecify.annotations.NullMarked;
