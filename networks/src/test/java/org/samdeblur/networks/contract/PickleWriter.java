package org.samdeblur.networks.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.razorvine.pickle.Opcodes;

/** Writes pickles opcode by opcode (protocol 2), those that Python writes as well as those that nobody should. */
public final class PickleWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Begins with the protocol. */
    public PickleWriter() {
        opcode(Opcodes.PROTO).raw(2);
    }

    public PickleWriter opcode(short opcode) {
        return raw(opcode);
    }

    public PickleWriter raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    public PickleWriter raw(byte[] values) {
        bytes.writeBytes(values);
        return this;
    }

    public PickleWriter integer(long value) {
        if (value == (int) value) {
            return opcode(Opcodes.BININT)
                    .raw(little(Integer.BYTES).putInt((int) value).array());
        }
        return opcode(Opcodes.LONG1)
                .raw(Long.BYTES)
                .raw(little(Long.BYTES).putLong(value).array());
    }

    public PickleWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return opcode(Opcodes.BINUNICODE)
                .raw(little(Integer.BYTES).putInt(utf8.length).array())
                .raw(utf8);
    }

    public PickleWriter global(String module, String name) {
        return opcode(Opcodes.GLOBAL).raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public PickleWriter tuple(List<? extends Number> values) {
        opcode(Opcodes.MARK);
        values.forEach(value -> integer(value.longValue()));
        return opcode(Opcodes.TUPLE);
    }

    /** An empty ordered dictionary; its entries follow between a mark and {@code SETITEMS}. */
    public PickleWriter orderedDictionary() {
        return global("collections", "OrderedDict").opcode(Opcodes.EMPTY_TUPLE).opcode(Opcodes.REDUCE);
    }

    /** A storage by its persistent id, as the zip format has it. */
    public PickleWriter storage(String storageClass, String key, long count) {
        return opcode(Opcodes.MARK)
                .text("storage")
                .global("torch", storageClass)
                .text(key)
                .text("cpu")
                .integer(count)
                .opcode(Opcodes.TUPLE)
                .opcode(Opcodes.BINPERSID);
    }

    /** A strided tensor over a storage of its own. */
    public PickleWriter tensor(
            String storageClass, String key, long count, long offset, List<Integer> shape, List<Long> strides) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .opcode(Opcodes.MARK)
                .storage(storageClass, key, count)
                .integer(offset)
                .tuple(shape)
                .tuple(strides)
                .opcode(Opcodes.NEWFALSE)
                .orderedDictionary()
                .opcode(Opcodes.TUPLE)
                .opcode(Opcodes.REDUCE);
    }

    /** Ends the pickle. */
    public byte[] stop() {
        return opcode(Opcodes.STOP).bytes.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
