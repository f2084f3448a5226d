/** What goes into the image encoder of Segment Anything, and how its masks lie on the image. */
@NullMarked
package org.samdeblur.networks.sam.pixels;

import org.jspecify.annotations.NullMarked;
