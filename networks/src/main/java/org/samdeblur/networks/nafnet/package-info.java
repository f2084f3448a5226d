/** NAFNet and Baseline, from a U-net of blocks. */
package org.samdeblur.networks.nafnet;
