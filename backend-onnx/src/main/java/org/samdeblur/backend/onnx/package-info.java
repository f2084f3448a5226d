/** ONNX Runtime as a backend: loading its natives, choosing a device, running graphs. */
package org.samdeblur.backend.onnx;
