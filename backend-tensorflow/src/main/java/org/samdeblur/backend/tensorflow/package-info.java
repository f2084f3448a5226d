/** The TensorFlow backend: the provider, and the engine that runs graphs. */
package org.samdeblur.backend.tensorflow;
