/** Writing networks in TensorFlow's format. */
@NullMarked
package org.samdeblur.backend.tensorflow.export;

import org.jspecify.annotations.NullMarked;
