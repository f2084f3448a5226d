/** Operators of ONNX written as simpler ones, for runtimes that are led through a graph node by node. */
package org.samdeblur.networks.expansion;
