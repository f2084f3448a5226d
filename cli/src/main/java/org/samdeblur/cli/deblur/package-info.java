/** {@code samdeblur deblur}: deblurs images, or runs a network on tensors. */
package org.samdeblur.cli.deblur;
