/**
 * Runs networks on OpenVINO, by its C interface. Nothing is exported: the backend {@code openvino} is found as a service.
 *
 * <p>OpenVINO is installed by the user. It is looked for in the folder that the system property {@code samdeblur.openvino} names,
 * in those that OpenVINO's own environment variables name, and where its packages install it.
 */
module org.samdeblur.backend.openvino {
    requires org.samdeblur.networks;
    requires com.sun.jna;

    opens org.samdeblur.backend.openvino.runtime to
            com.sun.jna;

    provides org.samdeblur.api.BackendProvider with
            org.samdeblur.backend.openvino.OpenVinoBackendProvider;
}
