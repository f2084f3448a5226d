package org.samdeblur.networks.checkpoint;

/**
 * A storage as a pickle refers to it; its bytes lie elsewhere in the file.
 *
 * @param type the type of its elements
 * @param key the name under which the bytes are found
 * @param count the number of its elements
 * @param viewOffset where the part that is meant begins, in elements; other than 0 only in very old files
 */
record PickledStorage(StoredType type, String key, long count, long viewOffset) {
    /** Returns the number of bytes, or {@link Long#MAX_VALUE} if the pickle's count is absurd. */
    long bytes() {
        return count > Long.MAX_VALUE / type.bytes() ? Long.MAX_VALUE : count * type.bytes();
    }
}
