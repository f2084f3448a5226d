/** TensorFlow itself: its library, its devices, its tensors. */
package org.samdeblur.backend.tensorflow.runtime;
