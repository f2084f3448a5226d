package org.samdeblur.fuzz.mutation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Chunks of PNG files, with their checksums, and what is compressed inside them. */
final class PngFormat implements Mutator.Format {
    private static final int SIGNATURE = 8;
    private static final int MOST_INFLATED = 1 << 22;

    private record Chunk(byte[] type, byte[] data) {}

    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        if (!Mutator.startsWith(content, 0x89, 'P', 'N', 'G')) {
            return Optional.empty();
        }
        List<Chunk> chunks = chunks(content);
        if (chunks.isEmpty()) {
            return Optional.empty();
        }
        if (mutator.below(4) == 0) {
            mutator.shuffle(chunks);
        } else {
            int at = mutator.below(chunks.size());
            chunks.set(at, changed(chunks.get(at), mutator, depth));
        }
        return Optional.of(written(content, chunks));
    }

    private static List<Chunk> chunks(byte[] content) {
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(content);
        int at = SIGNATURE;
        while (at + 12 <= content.length) {
            int length = in.getInt(at);
            if (length < 0 || length > content.length - at - 12) {
                break;
            }
            chunks.add(new Chunk(
                    Arrays.copyOfRange(content, at + 4, at + 8), Arrays.copyOfRange(content, at + 8, at + 8 + length)));
            at += 12 + length;
        }
        return chunks;
    }

    private static Chunk changed(Chunk chunk, Mutator mutator, int depth) {
        String type = Mutator.latin(chunk.type());
        if (mutator.below(8) == 0) {
            return new Chunk(ByteChanges.change(chunk.type(), mutator.random()), chunk.data());
        }
        if (type.equals("IDAT") && mutator.below(3) > 0) {
            Optional<byte[]> inflated = inflated(chunk.data());
            if (inflated.isPresent()) {
                return new Chunk(chunk.type(), deflated(mutator.mutate(inflated.get(), depth)));
            }
        }
        return new Chunk(chunk.type(), mutator.mutate(chunk.data(), depth));
    }

    static Optional<byte[]> inflated(byte[] data) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            byte[] out = new byte[MOST_INFLATED];
            int length = inflater.inflate(out);
            return Optional.of(Arrays.copyOf(out, length));
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(1);
        try {
            deflater.setInput(data);
            deflater.finish();
            byte[] out = new byte[data.length + data.length / 1000 + 64];
            int length = deflater.deflate(out);
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }

    private static byte[] written(byte[] content, List<Chunk> chunks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(content, 0, SIGNATURE);
            for (Chunk chunk : chunks) {
                CRC32 crc = new CRC32();
                crc.update(chunk.type());
                crc.update(chunk.data());
                out.writeInt(chunk.data().length);
                out.write(chunk.type());
                out.write(chunk.data());
                out.writeInt((int) crc.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
