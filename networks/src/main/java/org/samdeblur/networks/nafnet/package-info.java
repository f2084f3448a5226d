/** NAFNet and Baseline, from a U-net of blocks. */
@NullMarked
package org.samdeblur.networks.nafnet;

import org.jspecify.annotations.NullMarked;
