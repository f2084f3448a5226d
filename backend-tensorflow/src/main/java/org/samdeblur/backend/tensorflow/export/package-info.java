/** Writes networks in TensorFlow's own format. */
package org.samdeblur.backend.tensorflow.export;
