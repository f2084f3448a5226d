/** The ONNX Runtime backend: loading the native library, choosing a device, running graphs. */
package org.samdeblur.backend.onnx;
