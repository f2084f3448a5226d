package org.samdeblur.fuzz.mutation;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fields of protocol buffers, such as ONNX files and SavedModels are, with the lengths of all that holds them. */
final class ProtobufFormat implements Mutator.Format {
    private static final int LARGE = 1 << 12;

    private record Field(int number, int wire, long value, byte[] data) {}

    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        Optional<List<Field>> parsed = fields(content);
        if (parsed.isEmpty() || parsed.get().isEmpty()) {
            return Optional.empty();
        }
        List<Field> fields = parsed.get();
        if (mutator.below(6) == 0) {
            mutator.shuffle(fields);
        } else {
            int at = mutator.below(fields.size());
            fields.set(at, changed(fields.get(at), mutator, depth));
        }
        return Optional.of(written(fields));
    }

    private static Field changed(Field field, Mutator mutator, int depth) {
        if (mutator.below(12) == 0) {
            return new Field(1 + mutator.below(30), field.wire(), field.value(), field.data());
        }
        if (field.wire() != 2) {
            return new Field(field.number(), field.wire(), ByteChanges.number(mutator.random()), field.data());
        }
        // Messages lie many levels deep: depth does not count here, only the size does.
        Optional<List<Field>> inner = field.data().length < 2 ? Optional.empty() : fields(field.data());
        boolean isMessage = inner.isPresent() && !inner.get().isEmpty() && mutator.below(8) > 0;
        byte[] data = isMessage
                ? new ProtobufFormat().mutate(field.data(), mutator, depth).orElse(field.data())
                : field.data().length > LARGE || mutator.below(4) > 0
                        ? ByteChanges.change(field.data(), mutator.random())
                        : mutator.mutate(field.data(), depth);
        return new Field(field.number(), field.wire(), field.value(), data);
    }

    private static Optional<List<Field>> fields(byte[] content) {
        List<Field> fields = new ArrayList<>();
        long[] read = new long[1];
        for (int at = 0; at < content.length; ) {
            at = varint(content, at, read);
            int number = (int) (read[0] >>> 3);
            int wire = (int) read[0] & 7;
            if (at < 0 || number < 1 || number > 1 << 16) {
                return Optional.empty();
            }
            switch (wire) {
                case 0 -> {
                    at = varint(content, at, read);
                    fields.add(new Field(number, wire, read[0], new byte[0]));
                }
                case 1, 5 -> {
                    int bytes = wire == 1 ? 8 : 4;
                    long value = 0;
                    for (int i = bytes - 1; i >= 0 && at + bytes <= content.length; i--) {
                        value = value << 8 | content[at + i] & 0xFF;
                    }
                    at = at + bytes <= content.length ? at + bytes : -1;
                    fields.add(new Field(number, wire, value, new byte[0]));
                }
                case 2 -> {
                    at = varint(content, at, read);
                    if (at < 0 || read[0] < 0 || read[0] > content.length - at) {
                        return Optional.empty();
                    }
                    fields.add(new Field(number, wire, 0, Arrays.copyOfRange(content, at, at + (int) read[0])));
                    at += (int) read[0];
                }
                default -> at = -1;
            }
            if (at < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }

    /** Returns the place behind the number, −1 if there is none. */
    private static int varint(byte[] content, int from, long[] read) {
        long value = 0;
        for (int i = 0; i < 10 && from + i < content.length; i++) {
            value |= (long) (content[from + i] & 0x7F) << 7 * i;
            if (content[from + i] >= 0) {
                read[0] = value;
                return from + i + 1;
            }
        }
        return -1;
    }

    private static byte[] written(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            putVarint(out, (long) field.number() << 3 | field.wire());
            switch (field.wire()) {
                case 0 -> putVarint(out, field.value());
                case 2 -> {
                    putVarint(out, field.data().length);
                    out.writeBytes(field.data());
                }
                default -> {
                    for (int i = 0; i < (field.wire() == 1 ? 8 : 4); i++) {
                        out.write((int) (field.value() >>> 8 * i));
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private static void putVarint(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
