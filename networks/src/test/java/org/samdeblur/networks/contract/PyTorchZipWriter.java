package org.samdeblur.networks.contract;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.razorvine.pickle.Opcodes;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/** Writes checkpoints as {@code torch.save} does since 1.6, so that tests have networks of any size without PyTorch. */
public final class PyTorchZipWriter {
    private static final String FOLDER = "archive/";
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int EXTRA_HEADER_BYTES = 4;
    private static final byte[] VERSION = {'3', '\n'};

    private PyTorchZipWriter() {}

    /**
     * Writes a state dict.
     *
     * @param file the file
     * @param weights the weights in their order
     */
    public static void write(Path file, Map<String, Constant> weights) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        weights.forEach((name, weight) -> shapes.put(name, weight.shape()));
        write(file, shapes, weights::get);
    }

    /**
     * Writes a state dict whose weights are made one by one, so that it may exceed the memory.
     *
     * @param file the file
     * @param shapes the names and shapes of the weights in their order
     * @param weights gives the weight of a name; called twice per name, once to know its type
     */
    public static void write(Path file, Map<String, List<Integer>> shapes, Function<String, Constant> weights) {
        List<String> names = List.copyOf(shapes.keySet());
        PickleWriter pickle = new PickleWriter().orderedDictionary().opcode(Opcodes.MARK);
        for (int i = 0; i < names.size(); i++) {
            List<Integer> shape = shapes.get(names.get(i));
            Constant weight = weights.apply(names.get(i));
            long count = weight.data().remaining() / weight.type().bytes();
            pickle.text(names.get(i))
                    .tensor(storageClass(weight.type()), String.valueOf(i), count, 0, shape, strides(shape));
        }
        byte[] objects = pickle.opcode(Opcodes.SETITEMS).stop();
        archive(file, zip -> {
            zip.put("data.pkl", ByteBuffer.wrap(objects));
            for (int i = 0; i < names.size(); i++) {
                zip.put("data/" + i, weights.apply(names.get(i)).data());
            }
            zip.put("version", ByteBuffer.wrap(VERSION));
        });
    }

    /**
     * Writes an archive of a pickle and storages, whether they fit each other or not.
     *
     * @param file the file
     * @param objects the pickle
     * @param storages the storages by name
     */
    public static void write(Path file, byte[] objects, Map<String, byte[]> storages) {
        archive(file, zip -> {
            zip.put("data.pkl", ByteBuffer.wrap(objects));
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                zip.put("data/" + storage.getKey(), ByteBuffer.wrap(storage.getValue()));
            }
            zip.put("version", ByteBuffer.wrap(VERSION));
        });
    }

    private interface Content {
        void writeTo(Archive archive) throws IOException;
    }

    private static void archive(Path file, Content content) {
        try (Counter counter = new Counter(new BufferedOutputStream(Files.newOutputStream(file)));
                ZipOutputStream zip = new ZipOutputStream(counter)) {
            content.writeTo(new Archive(counter, zip));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record Archive(Counter counter, ZipOutputStream zip) {
        void put(String name, ByteBuffer bytes) throws IOException {
            ZipEntry entry = new ZipEntry(FOLDER + name);
            CRC32 crc = new CRC32();
            crc.update(bytes.duplicate());
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.remaining());
            entry.setCrc(crc.getValue());
            zip.flush();
            long begin = counter.count + LOCAL_HEADER_BYTES + entry.getName().length() + EXTRA_HEADER_BYTES;
            int padding = (int) (-begin & ALIGNMENT - 1);
            byte[] extra = new byte[EXTRA_HEADER_BYTES + padding];
            extra[0] = 'F';
            extra[1] = 'B';
            extra[2] = (byte) padding;
            entry.setExtra(extra);
            zip.putNextEntry(entry);
            Channels.newChannel(zip).write(bytes.duplicate());
            zip.closeEntry();
        }
    }

    private static final class Counter extends FilterOutputStream {
        private long count;

        Counter(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] values, int offset, int length) throws IOException {
            out.write(values, offset, length);
            count += length;
        }
    }

    /** The strides of a row-major tensor, in elements. */
    static List<Long> strides(List<Integer> shape) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            strides.add(0, stride);
            stride *= Math.max(shape.get(axis), 1);
        }
        return strides;
    }

    private static String storageClass(ElementType type) {
        return switch (type) {
            case FLOAT -> "FloatStorage";
            case DOUBLE -> "DoubleStorage";
            case FLOAT16 -> "HalfStorage";
            case BFLOAT16 -> "BFloat16Storage";
            case INT64 -> "LongStorage";
            case INT32 -> "IntStorage";
            case INT16 -> "ShortStorage";
            case INT8 -> "CharStorage";
            case UINT8 -> "ByteStorage";
            case BOOL -> "BoolStorage";
            default -> throw new IllegalArgumentException("PyTorch stores no " + type);
        };
    }
}
