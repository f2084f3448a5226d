package org.samdeblur.networks.checkpoint;

/**
 * A pickle's reference to a storage, whose bytes are elsewhere in the file.
 *
 * @param type the type of its elements
 * @param key the name of its bytes
 * @param count the number of its elements
 * @param viewOffset the index of the first element of the view; other than 0 only in very old files
 */
record PickledStorage(StoredType type, String key, long count, long viewOffset) {
    /** Returns the number of bytes, or {@link Long#MAX_VALUE} if it exceeds the range of {@code long}. */
    long bytes() {
        return count > Long.MAX_VALUE / type.bytes() ? Long.MAX_VALUE : count * type.bytes();
    }
}
