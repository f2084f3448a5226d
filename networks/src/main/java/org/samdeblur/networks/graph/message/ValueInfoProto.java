package org.samdeblur.networks.graph.message;

import java.util.Optional;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type its type, if the file states it
 */
public record ValueInfoProto(String name, Optional<TypeProto> type) {
    /** The name. */
    public static final int NAME = 1;

    /** The type. */
    public static final int TYPE = 2;

    static ValueInfoProto read(MessageReader in) throws MalformedMessageException {
        String name = "";
        Optional<TypeProto> type = Optional.empty();
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = in.text();
                case TYPE -> type = TypeProto.read(in.message());
                default -> {}
            }
        }
        return new ValueInfoProto(name, type);
    }
}
