package org.samdeblur.networks.graph.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The encoded numbers of a repeated field. They may be millions, so they are not stored as objects. */
public final class PackedNumbers {
    private final List<Part> parts = new ArrayList<>();

    PackedNumbers() {}

    /** A sequence of encoded numbers. */
    record Part(ByteBuffer bytes) {
        ByteBuffer view() {
            return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    void add(Part part) {
        parts.add(part);
    }

    /** Receives numbers. */
    @FunctionalInterface
    public interface IntegerSink {
        /**
         * Takes one number.
         *
         * @param value the number
         */
        void accept(long value);
    }

    /**
     * Counts the numbers, which must be encoded as varints.
     *
     * @return the number of integers
     */
    public int integers() {
        int count = 0;
        for (Part part : parts) {
            ByteBuffer bytes = part.view();
            while (bytes.hasRemaining()) {
                count += bytes.get() >= 0 ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * Decodes the numbers, which must be encoded as varints.
     *
     * @param sink receives them
     * @throws MalformedMessageException if they are not varints
     */
    public void forEachInteger(IntegerSink sink) throws MalformedMessageException {
        for (Part part : parts) {
            ByteBuffer bytes = part.view();
            while (bytes.hasRemaining()) {
                sink.accept(MessageReader.readVarint(bytes));
            }
        }
    }

    /**
     * Returns the bytes of all numbers, which are little-endian floats of one size.
     *
     * @return views of them, in order
     */
    public List<ByteBuffer> floats() {
        return parts.stream().map(Part::view).toList();
    }
}
