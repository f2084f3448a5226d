package org.samdeblur.networks.graph.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads a message field by field. {@link #next} goes to the next field, and one of the other methods returns its value.
 * A value that is not read is skipped. Bytes are not copied.
 */
public final class MessageReader {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int FIXED_32 = 5;

    private static final int MOST_NESTED = 100;
    private static final int VARINT_BITS = 64;

    private final ByteBuffer buffer;
    private final int depth;
    private int field;
    private int type;
    private boolean taken = true;

    /**
     * Creates a reader.
     *
     * @param message the bytes from position to limit, neither of which changes
     */
    public MessageReader(ByteBuffer message) {
        this(message, 0);
    }

    private MessageReader(ByteBuffer message, int depth) {
        this.buffer = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.depth = depth;
    }

    /**
     * Advances to the next field.
     *
     * @return false at the end of the message
     * @throws MalformedMessageException if the next bytes are not a field
     */
    public boolean next() throws MalformedMessageException {
        if (!taken) {
            skip();
        }
        if (!buffer.hasRemaining()) {
            return false;
        }
        long tag = readVarint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        taken = false;
        if (tag >>> 32 != 0 || field == 0) {
            throw new MalformedMessageException("a field has the invalid number " + (tag >>> 3));
        }
        return true;
    }

    /**
     * Returns the number of the field that {@link #next} went to.
     *
     * @return 1 or more
     */
    public int field() {
        return field;
    }

    /**
     * Reads an integer.
     *
     * @return the value
     * @throws MalformedMessageException if the field is not an integer
     */
    public long integer() throws MalformedMessageException {
        take(VARINT);
        return readVarint();
    }

    /**
     * Reads a 32-bit float.
     *
     * @return the value
     * @throws MalformedMessageException if the field is not a 32-bit float
     */
    public float number() throws MalformedMessageException {
        take(FIXED_32);
        require(Float.BYTES);
        return buffer.getFloat();
    }

    /**
     * Reads bytes.
     *
     * @return a read-only view of them
     * @throws MalformedMessageException if the field is not a sequence of bytes
     */
    public ByteBuffer bytes() throws MalformedMessageException {
        take(BYTES);
        long length = readVarint();
        if (length < 0 || length > buffer.remaining()) {
            throw truncated();
        }
        ByteBuffer bytes = buffer.slice(buffer.position(), (int) length).asReadOnlyBuffer();
        buffer.position(buffer.position() + (int) length);
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a string. Bytes that are not UTF-8 become replacement characters.
     *
     * @return the string
     * @throws MalformedMessageException if the field is not a string
     */
    public String text() throws MalformedMessageException {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /**
     * Reads a nested message.
     *
     * @return a reader of it
     * @throws MalformedMessageException if the field is not a message, or is nested more than 100 levels deep
     */
    public MessageReader message() throws MalformedMessageException {
        if (depth == MOST_NESTED) {
            throw new MalformedMessageException("its messages are nested more than " + MOST_NESTED + " deep");
        }
        return new MessageReader(bytes(), depth + 1);
    }

    /**
     * Reads the integers of a repeated field: all of them if they are packed, or else one.
     *
     * @param values receives them
     * @throws MalformedMessageException if the field does not contain integers
     */
    public void integers(List<Long> values) throws MalformedMessageException {
        if (type == BYTES) {
            MessageReader packed = new MessageReader(bytes());
            while (packed.buffer.hasRemaining()) {
                values.add(packed.readVarint());
            }
        } else {
            values.add(integer());
        }
    }

    /**
     * Reads the 32-bit floats of a repeated field: all of them if they are packed, or else one.
     *
     * @param values receives them
     * @throws MalformedMessageException if the field does not contain 32-bit floats
     */
    public void numbers(List<Float> values) throws MalformedMessageException {
        if (type == BYTES) {
            MessageReader packed = new MessageReader(bytes());
            while (packed.buffer.hasRemaining()) {
                packed.require(Float.BYTES);
                values.add(packed.buffer.getFloat());
            }
        } else {
            values.add(number());
        }
    }

    /**
     * Reads the numbers of a repeated field without decoding them.
     *
     * @return the encoded numbers, for {@link PackedNumbers}
     * @throws MalformedMessageException if the field is damaged
     */
    PackedNumbers.Part part() throws MalformedMessageException {
        if (type == BYTES) {
            return new PackedNumbers.Part(bytes());
        }
        int start = buffer.position();
        skip();
        return new PackedNumbers.Part(buffer.slice(start, buffer.position() - start)
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN));
    }

    private void skip() throws MalformedMessageException {
        switch (type) {
            case VARINT -> integer();
            case BYTES -> bytes();
            case FIXED_32 -> number();
            case FIXED_64 -> {
                take(FIXED_64);
                require(Long.BYTES);
                buffer.getLong();
            }
            default -> throw new MalformedMessageException("field " + field + " has the unknown type " + type);
        }
    }

    private void take(int wanted) throws MalformedMessageException {
        if (type != wanted) {
            throw new MalformedMessageException("field " + field + " has the type " + type + " instead of " + wanted);
        }
        taken = true;
    }

    private void require(int bytes) throws MalformedMessageException {
        if (buffer.remaining() < bytes) {
            throw truncated();
        }
    }

    private static MalformedMessageException truncated() {
        return new MalformedMessageException("it ends within a field");
    }

    private long readVarint() throws MalformedMessageException {
        return readVarint(buffer);
    }

    static long readVarint(ByteBuffer buffer) throws MalformedMessageException {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            if (!buffer.hasRemaining()) {
                throw truncated();
            }
            byte part = buffer.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new MalformedMessageException("an integer has more than ten bytes");
    }
}
