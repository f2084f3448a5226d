/** Programs that measure a model on folders of images; what they print stands in the model cards. */
package org.samdeblur.examples.figures;
