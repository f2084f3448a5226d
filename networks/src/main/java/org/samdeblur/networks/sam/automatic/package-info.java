/** All masks of an image: grids of points, crops, and what is kept of the answers. */
package org.samdeblur.networks.sam.automatic;
