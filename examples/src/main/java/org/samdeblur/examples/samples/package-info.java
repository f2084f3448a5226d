/** Programs of a screen each that show how the library is used. */
package org.samdeblur.examples.samples;
