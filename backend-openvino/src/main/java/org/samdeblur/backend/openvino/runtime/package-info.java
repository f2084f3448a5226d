/** Finding, loading and calling OpenVINO's C interface. */
package org.samdeblur.backend.openvino.runtime;
