/** Blur made on purpose, for example images and for measuring. */
package org.samdeblur.examples.blur;
