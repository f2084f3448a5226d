package org.samdeblur.map.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.files.WholeFile;

/**
 * Reads and writes tensors in NumPy's {@code .npy} files (format versions 1 to 3).
 *
 * <p>Reads floats of 16, 32 and 64 bits, integers of 8 to 64 bits and bool, in either byte order, in C or Fortran
 * order; writes float32, little-endian, C order. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class NpyFiles {
    private static final int BYTES_AT_ONCE = 1 << 16;

    private NpyFiles() {}

    /**
     * Reads a tensor.
     *
     * @param file a {@code .npy} file
     * @return the tensor; values are rounded to the nearest float32, bool becomes 0 and 1
     * @throws SamDeblurException if the file is missing, damaged, of another element type, or too large
     */
    public static Tensor read(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            NpyHeader header = NpyHeader.read(Channels.newInputStream(channel));
            requireWhole(header, channel.size() - channel.position());
            FloatBuffer values = readValues(header, channel);
            int[] axes = header.axes();
            return header.fortranOrder() ? fromFortranOrder(values, axes) : Tensor.wrap(values, axes);
        } catch (NoSuchFileException e) {
            throw new SamDeblurException(file + " does not exist", e);
        } catch (IOException e) {
            throw new SamDeblurException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Fails unless the file has as many values as its header states, before memory is allocated for them. */
    private static void requireWhole(NpyHeader header, long bytes) throws IOException {
        long expected = (long) header.size() * NpyElement.of(header).bytes();
        if (bytes != expected) {
            throw new IOException("its header states " + expected + " bytes of values, but it contains " + bytes);
        }
        if (header.size() > Integer.MAX_VALUE / Float.BYTES) {
            throw new IOException(header + " is too large for a tensor");
        }
    }

    private static FloatBuffer readValues(NpyHeader header, ReadableByteChannel channel) throws IOException {
        NpyElement element = NpyElement.of(header);
        FloatBuffer values = ByteBuffer.allocateDirect(header.size() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        ByteBuffer raw = ByteBuffer.allocateDirect(BYTES_AT_ONCE).order(NpyElement.byteOrder(header));
        while (values.hasRemaining()) {
            if (channel.read(raw) < 0) {
                throw new EOFException("it ends too early");
            }
            raw.flip();
            while (raw.remaining() >= element.bytes() && values.hasRemaining()) {
                values.put((float) element.next(raw));
            }
            raw.compact();
        }
        return values.flip();
    }

    /** Creates a tensor from values whose first axis varies fastest. */
    private static Tensor fromFortranOrder(FloatBuffer stored, int[] axes) {
        return Tensor.create(
                values -> {
                    int[] index = new int[axes.length];
                    while (values.hasRemaining()) {
                        values.put(stored.get(fortranOffset(index, axes)));
                        advance(index, axes);
                    }
                },
                axes);
    }

    private static int fortranOffset(int[] index, int[] axes) {
        int offset = 0;
        for (int axis = axes.length - 1; axis >= 0; axis--) {
            offset = offset * axes[axis] + index[axis];
        }
        return offset;
    }

    private static void advance(int[] index, int[] axes) {
        for (int axis = axes.length - 1; axis >= 0; axis--) {
            if (++index[axis] < axes[axis]) {
                return;
            }
            index[axis] = 0;
        }
    }

    /**
     * Writes a tensor. The file appears complete or not at all.
     *
     * @param file the target; replaced if it exists
     * @param tensor the values
     * @throws SamDeblurException if the file cannot be written
     */
    public static void write(Path file, Tensor tensor) {
        try {
            WholeFile.writeStream(file, out -> writeTo(out, tensor));
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void writeTo(OutputStream out, Tensor tensor) throws IOException {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        new NpyHeader("<f4", false, shape).write(out);
        ByteBuffer raw = ByteBuffer.allocate(BYTES_AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer values = tensor.data();
        while (values.hasRemaining()) {
            raw.clear();
            while (values.hasRemaining() && raw.hasRemaining()) {
                raw.putFloat(values.get());
            }
            out.write(raw.array(), 0, raw.position());
        }
    }
}
