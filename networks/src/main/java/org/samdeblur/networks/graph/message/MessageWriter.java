package org.samdeblur.networks.graph.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a message field by field. Long byte sequences are not copied; they are read when the message is written. */
public final class MessageWriter {
    private static final int COPIED_BELOW = 1024;

    private final List<ByteBuffer> finished = new ArrayList<>();
    private ByteArrayOutputStream current = new ByteArrayOutputStream();
    private long size;

    /** Creates a message without fields. */
    public MessageWriter() {}

    /**
     * Adds an integer.
     *
     * @param field its number
     * @param value its value
     * @return this
     */
    public MessageWriter integer(int field, long value) {
        tag(field, MessageReader.VARINT);
        varint(value);
        return this;
    }

    /**
     * Adds a 32-bit float.
     *
     * @param field its number
     * @param value its value
     * @return this
     */
    public MessageWriter number(int field, float value) {
        tag(field, MessageReader.FIXED_32);
        byte[] bytes = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        small(bytes);
        return this;
    }

    /**
     * Adds a text.
     *
     * @param field its number
     * @param value the text
     * @return this
     */
    public MessageWriter text(int field, String value) {
        return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Adds bytes.
     *
     * @param field their number
     * @param value the bytes from position to limit; they must not change until the message is written
     * @return this
     */
    public MessageWriter bytes(int field, ByteBuffer value) {
        tag(field, MessageReader.BYTES);
        varint(value.remaining());
        append(value.duplicate());
        return this;
    }

    /**
     * Adds a message, which must be complete.
     *
     * @param field its number
     * @param message the message
     * @return this
     */
    public MessageWriter message(int field, MessageWriter message) {
        tag(field, MessageReader.BYTES);
        varint(message.size);
        message.parts().forEach(this::append);
        return this;
    }

    /**
     * Writes the message.
     *
     * @param output receives the message; not closed
     * @throws IOException if the output fails
     */
    public void writeTo(OutputStream output) throws IOException {
        WritableByteChannel channel = Channels.newChannel(output);
        for (ByteBuffer part : parts()) {
            channel.write(part);
        }
    }

    /**
     * Writes the message to a direct buffer.
     *
     * @return the message, from position to limit
     * @throws IllegalArgumentException if it exceeds 2 GB
     */
    public ByteBuffer toDirectBuffer() {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a message of " + size + " bytes is too large; at most 2 GB are possible");
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) size);
        parts().forEach(buffer::put);
        return buffer.flip();
    }

    private List<ByteBuffer> parts() {
        List<ByteBuffer> parts = new ArrayList<>();
        finished.forEach(part -> parts.add(part.duplicate()));
        parts.add(ByteBuffer.wrap(current.toByteArray()));
        return parts;
    }

    private void append(ByteBuffer bytes) {
        if (bytes.remaining() < COPIED_BELOW) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            small(copy);
        } else {
            size += bytes.remaining();
            finished.add(ByteBuffer.wrap(current.toByteArray()));
            finished.add(bytes);
            current = new ByteArrayOutputStream();
        }
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            current.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
            size++;
        }
        current.write((int) rest);
        size++;
    }

    private void small(byte[] bytes) {
        current.writeBytes(bytes);
        size += bytes.length;
    }
}
