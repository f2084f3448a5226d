/** What goes into the image encoder of Segment Anything, and how its masks lie on the image. */
package org.samdeblur.networks.sam.pixels;
