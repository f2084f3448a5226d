package org.samdeblur.networks.graph.message;

/**
 * A key and its value.
 *
 * @param key the key
 * @param value the value
 */
public record StringStringEntryProto(String key, String value) {
    /** The key. */
    public static final int KEY = 1;

    /** The value. */
    public static final int VALUE = 2;

    static StringStringEntryProto read(MessageReader in) throws MalformedMessageException {
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case KEY -> key = in.text();
                case VALUE -> value = in.text();
                default -> {}
            }
        }
        return new StringStringEntryProto(key, value);
    }
}
