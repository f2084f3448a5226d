/** OpenVINO's C interface: found, loaded, and called. */
package org.samdeblur.backend.openvino.runtime;
