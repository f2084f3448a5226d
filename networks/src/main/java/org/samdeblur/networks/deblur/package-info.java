/** Deblurring networks: recognised from their weights, written as graphs, or read from {@code .onnx} files. */
package org.samdeblur.networks.deblur;
