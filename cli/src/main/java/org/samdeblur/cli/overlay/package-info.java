/** Masks drawn over an image. */
package org.samdeblur.cli.overlay;
