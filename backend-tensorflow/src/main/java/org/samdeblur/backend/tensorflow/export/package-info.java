/** Writes networks in TensorFlow's own format. */
@NullMarked
package org.samdeblur.backend.tensorflow.export;

import org.jspecify.annotations.NullMarked;
