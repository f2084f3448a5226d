/** Runs networks that lie in TensorFlow's own format. */
package org.samdeblur.backend.tensorflow.savedmodel;
