/** TensorFlow's library, devices and tensors. */
package org.samdeblur.backend.tensorflow.runtime;
