/**
 * Runs networks on OpenVINO, through its C interface. Nothing is exported: the backend {@code openvino} is found as a
 * service.
 *
 * <p>OpenVINO is installed by the user. The backend looks for it in the folder named by the system property {@code
 * samdeblur.openvino}, or else in those named by OpenVINO's environment variables, or else in the folders where its
 * packages install it.
 */
module org.samdeblur.backend.openvino {
    requires org.samdeblur.networks;
    requires com.sun.jna;

    opens org.samdeblur.backend.openvino.runtime to
            com.sun.jna;

    provides org.samdeblur.api.BackendProvider with
            org.samdeblur.backend.openvino.OpenVinoBackendProvider;
}
