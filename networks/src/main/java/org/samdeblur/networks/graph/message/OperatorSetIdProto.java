package org.samdeblur.networks.graph.message;

/**
 * A version of an operator set.
 *
 * @param domain the operator set; empty for ONNX's own
 * @param version the version
 */
public record OperatorSetIdProto(String domain, long version) {
    /** The domain. */
    public static final int DOMAIN = 1;

    /** The version. */
    public static final int VERSION = 2;

    static OperatorSetIdProto read(MessageReader in) throws MalformedMessageException {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case DOMAIN -> domain = in.text();
                case VERSION -> version = in.integer();
                default -> {}
            }
        }
        return new OperatorSetIdProto(domain, version);
    }
}
