package org.samdeblur.map.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.files.WholeFile;

/**
 * Masks in NumPy archives ({@code .npz}) as SAM-Deblur's data sets hold them: one array {@code masks} of bool,
 * {@code [M, 1, H, W]}.
 *
 * <p>Masks are streamed to and from run lengths; memory grows with the runs, not with M·H·W. May be used by many threads.
 */
public final class MaskArchives {
    private static final String ENTRY = "masks.npy";
    private static final int MOST_MASKS = 1 << 20;

    /** Zip archives know no time before this, and the same masks shall make the same file. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private MaskArchives() {}

    /**
     * Reads masks.
     *
     * @param file an archive with an array {@code masks} of bool or uint8, {@code [M, 1, H, W]} or {@code [M, H, W]},
     *     stored or compressed; pixels other than 0 are inside
     * @return the M masks in their order
     * @throws InvalidMaskException if the file is missing, damaged, or holds something else
     */
    public static MaskSet read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidMaskException(file + " is not there");
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            ZipEntry entry = archive.getEntry(ENTRY);
            if (entry == null) {
                throw new IOException("it has no array named 'masks'");
            }
            try (CheckedInputStream in = new CheckedInputStream(archive.getInputStream(entry), new CRC32())) {
                MaskSet masks = read(in, entry.getSize());
                requireIntact(in, entry.getCrc());
                return masks;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidMaskException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** {@link ZipFile} itself does not look at checksums. */
    private static void requireIntact(CheckedInputStream in, long checksum) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        if (in.getChecksum().getValue() != checksum) {
            throw new IOException("it is damaged: the checksum of its array 'masks' is wrong");
        }
    }

    private static MaskSet read(InputStream in, long entryBytes) throws IOException {
        NpyHeader header = NpyHeader.read(in);
        long[] shape = header.shape();
        boolean fits = shape.length == 3 || shape.length == 4 && shape[1] == 1;
        if (!fits || !List.of("b1", "u1").contains(header.element()) || header.fortranOrder()) {
            throw new IOException("its array 'masks' is " + (header.fortranOrder() ? "column-major " : "") + header
                    + ", wanted is bool [M, 1, H, W]");
        }
        long height = shape[shape.length - 2];
        long width = shape[shape.length - 1];
        boolean sane = shape[0] <= MOST_MASKS
                && Math.max(height, width) <= Image.DEFAULT_PIXEL_LIMIT
                && height * width <= Image.DEFAULT_PIXEL_LIMIT
                && height * width > 0
                && shape[0] * height * width < entryBytes;
        if (!sane) {
            throw new IOException("its array 'masks' announces " + header + ", which its " + entryBytes
                    + " bytes do not hold or which is beyond " + Image.DEFAULT_PIXEL_LIMIT + " pixels a mask");
        }
        List<Mask> masks = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            masks.add(readMask(in, (int) height, (int) width));
        }
        return MaskSet.of((int) height, (int) width, masks);
    }

    private static Mask readMask(InputStream in, int height, int width) throws IOException {
        int pixels = height * width;
        RunLengths runs = new RunLengths();
        byte[] chunk = new byte[Math.min(pixels, 1 << 16)];
        for (int position = 0; position < pixels; ) {
            int read = in.readNBytes(chunk, 0, Math.min(chunk.length, pixels - position));
            if (read == 0) {
                throw new EOFException("it ends too early");
            }
            for (int i = 0; i < read; i++) {
                runs.add(chunk[i] != 0, 1);
            }
            position += read;
        }
        return Mask.ofRuns(height, width, runs.counts());
    }

    /**
     * Writes masks as {@code bool [M, 1, H, W]}, compressed. The file appears whole or not at all.
     *
     * @param file where to; replaced if it is there
     * @param masks the masks; an empty set becomes {@code [0, 1, H, W]}
     * @throws InvalidMaskException if the file cannot be written
     */
    public static void write(Path file, MaskSet masks) {
        try {
            WholeFile.writeStream(file, out -> writeTo(out, masks));
        } catch (IOException e) {
            throw new InvalidMaskException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void writeTo(OutputStream out, MaskSet masks) throws IOException {
        ZipOutputStream archive = new ZipOutputStream(out);
        ZipEntry entry = new ZipEntry(ENTRY);
        entry.setTimeLocal(NO_TIME);
        archive.putNextEntry(entry);
        long[] shape = {masks.size(), 1, masks.height(), masks.width()};
        new NpyHeader("|b1", false, shape).write(archive);
        byte[] dense = new byte[masks.height() * masks.width()];
        for (Mask mask : masks.masks()) {
            Arrays.fill(dense, (byte) 0);
            mask.forEachRun((from, to) -> Arrays.fill(dense, from, to, (byte) 1));
            archive.write(dense);
        }
        archive.closeEntry();
        archive.finish();
    }
}
