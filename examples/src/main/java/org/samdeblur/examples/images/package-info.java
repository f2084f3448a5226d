/** Draws the example image and blurs it. */
package org.samdeblur.examples.images;
