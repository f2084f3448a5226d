/** Running networks in TensorFlow's SavedModel format. */
package org.samdeblur.backend.tensorflow.savedmodel;
