/** The last step of deblurring: how the result is made of the input and the network's output. */
package org.samdeblur.api.finish;
