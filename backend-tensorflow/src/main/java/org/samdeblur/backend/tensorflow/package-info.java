/** Runs graphs on TensorFlow. */
package org.samdeblur.backend.tensorflow;
