/** MAXIM (Tu et al., CVPR 2022). */
package org.samdeblur.networks.maxim;
