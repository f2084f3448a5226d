/** What backends need that go through a graph node by node: attributes, windows and constants as ONNX defines them. */
package org.samdeblur.networks.operator;
