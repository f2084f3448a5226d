/** Deblurring networks: recognised from their weights, written as graphs, or read from {@code .onnx} files. */
@NullMarked
package org.samdeblur.networks.deblur;

import org.jspecify.annotations.NullMarked;
