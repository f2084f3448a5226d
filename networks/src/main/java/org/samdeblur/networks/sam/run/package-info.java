/** Running Segment Anything on an engine: images in, logits of masks out. */
package org.samdeblur.networks.sam.run;
