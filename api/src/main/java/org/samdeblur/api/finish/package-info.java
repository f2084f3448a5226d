/** The last step of deblurring: combines the input and the network's output into the result. */
package org.samdeblur.api.finish;
