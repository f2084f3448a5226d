/** FFTformer. */
package org.samdeblur.networks.fftformer;
