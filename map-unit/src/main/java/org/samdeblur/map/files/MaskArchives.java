package org.samdeblur.map.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.api.files.ZipContent;

/**
 * Reads and writes masks in NumPy's files: archives ({@code .npz}) with one array, or with one named {@code masks}
 * among others, and single arrays ({@code .npy}). SAM-Deblur's data sets contain an array {@code masks} of bool,
 * {@code [M, 1, H, W]}.
 *
 * <p>An array is {@code [H, W]}, {@code [M, H, W]} or {@code [M, 1, H, W]}, in C or Fortran order, of bool, of
 * integers of any width or of floats, in either byte order. The value 0 is outside a mask, one other value is inside.
 * Arrays with more values, such as label maps and probabilities, are refused.
 *
 * <p>Masks are converted to and from run lengths as a stream, so memory grows with the runs, not with M·H·W. A file
 * may contain at most 16,777,216 runs of pixels and 8,589,934,592 pixels of all masks together, so that a small file
 * cannot exhaust memory and time. The system properties {@code samdeblur.maskRuns} and {@code samdeblur.maskPixels}
 * set other limits. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MaskArchives {
    private static final String ENTRY = "masks.npy";
    private static final String SUFFIX = ".npy";
    private static final byte[] ZIP = {'P', 'K'};
    private static final int NAMES_IN_MESSAGES = 8;

    /** The earliest time in a zip archive. It is fixed, so that the same masks give the same file. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private MaskArchives() {}

    /**
     * Reads masks.
     *
     * @param file an archive or an array as described above; its content decides, not its name
     * @return the M masks in their order; one mask for {@code [H, W]}
     * @throws InvalidMaskException if the file is missing or damaged, contains something else, or exceeds a limit
     */
    public static MaskSet read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidMaskException(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        try {
            return isArchive(file) ? readArchive(file) : readArray(file);
        } catch (IOException | IllegalArgumentException | InvalidMaskException e) {
            throw new InvalidMaskException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean isArchive(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    private static MaskSet readArray(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return MaskArray.read(in, Files.size(file));
        }
    }

    private static MaskSet readArchive(Path file) throws IOException {
        try (ZipContent archive = ZipContent.open(file)) {
            String entry = choose(archive.names());
            try (CheckedInputStream in = new CheckedInputStream(archive.read(entry), new CRC32())) {
                MaskSet masks = MaskArray.read(in, archive.size(entry));
                requireIntact(in, entry, archive.checksum(entry));
                return masks;
            }
        }
    }

    private static String choose(List<String> entries) throws IOException {
        if (entries.contains(ENTRY)) {
            return ENTRY;
        }
        List<String> arrays =
                entries.stream().filter(entry -> entry.endsWith(SUFFIX)).toList();
        if (arrays.size() != 1) {
            throw new IOException(
                    arrays.isEmpty()
                            ? "it has no array"
                            : "it has no array named 'masks' and " + arrays.size() + " others: " + names(arrays));
        }
        return arrays.get(0);
    }

    private static String names(List<String> arrays) {
        return arrays.stream().limit(NAMES_IN_MESSAGES).map(MaskArchives::name).collect(Collectors.joining(", "))
                + (arrays.size() > NAMES_IN_MESSAGES ? ", …" : "");
    }

    private static String name(String entry) {
        return entry.substring(0, entry.length() - SUFFIX.length()).replaceAll("\\p{Cntrl}", "?");
    }

    /** Checks the checksum, which the reader of the archive does not. */
    private static void requireIntact(CheckedInputStream in, String entry, long checksum) throws IOException {
        if (in.getChecksum().getValue() != checksum) {
            throw new IOException("it is damaged: the checksum of its array '" + name(entry) + "' is wrong");
        }
    }

    /**
     * Writes masks as {@code bool [M, 1, H, W]}, compressed. The file appears complete or not at all.
     *
     * @param file the target; replaced if it exists
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

    /**
     * Writes masks as an uncompressed array, {@code bool [M, 1, H, W]}. The file appears complete or not at all.
     *
     * @param file the target; replaced if it exists
     * @param masks the masks; an empty set becomes {@code [0, 1, H, W]}
     * @throws InvalidMaskException if the file cannot be written
     */
    public static void writeArray(Path file, MaskSet masks) {
        try {
            WholeFile.writeStream(file, out -> MaskArray.write(out, masks));
        } catch (IOException e) {
            throw new InvalidMaskException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void writeTo(OutputStream out, MaskSet masks) throws IOException {
        ZipOutputStream archive = new ZipOutputStream(out);
        ZipEntry entry = new ZipEntry(ENTRY);
        entry.setTimeLocal(NO_TIME);
        archive.putNextEntry(entry);
        MaskArray.write(archive, masks);
        archive.closeEntry();
        archive.finish();
    }
}
