package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.api.metadata.Metadata;
import org.samdeblur.api.metadata.MetadataReader;
import org.samdeblur.api.metadata.Upright;
import org.samdeblur.api.text.Printable;
import org.samdeblur.api.text.Reason;

/**
 * Reads and writes image files as interleaved rasters of 1 to 4 bands of 8 or 16 bits: grey or RGB, then alpha if there
 * is any. Every failure is an {@link IOException} whose message is one line that names the file and the problem.
 */
public final class ImageFiles {
    private static final Logger LOGGER = System.getLogger("org.samdeblur.api");
    private static final int SIGNATURE_BYTES = 32;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final String TOO_LARGE =
            "needs more memory than Java may use; raise the limit (-Xmx), or scale the image down";

    /** The name of an unnamed image in messages. */
    public static final String UNNAMED = "the image";

    private ImageFiles() {}

    /**
     * Returns the suffixes of the files that can be written.
     *
     * @return in lower case, without a dot
     */
    public static List<String> writableSuffixes() {
        return Arrays.stream(FileFormat.values())
                .filter(FileFormat::isWritable)
                .flatMap(format -> format.suffixes().stream())
                .toList();
    }

    /**
     * Returns the usual suffixes of the files that can be read.
     *
     * @return in lower case, without a dot
     */
    public static List<String> readableSuffixes() {
        return Arrays.stream(FileFormat.values())
                .flatMap(format -> format.suffixes().stream())
                .toList();
    }

    /**
     * Reads an image. The format is recognised by the content.
     *
     * @param source the bytes of the file
     * @param pixelLimit the maximum number of pixels, checked before decoding
     * @return the samples, their profile, and the metadata
     * @throws IOException with a message for users if the image cannot be read
     */
    public static ImageFile read(ImageSource source, long pixelLimit) throws IOException {
        DecodedImage decoded = open(source, in -> format(in).read(in, new PixelLimit(pixelLimit), Content.COLOURS));
        WritableRaster samples = decoded.orientation().apply(decoded.samples());
        Upright image = new Upright(
                samples.getWidth(), samples.getHeight(), decoded.orientation().swapsAxes());
        // Opened again: decoders leave their input at any position, and may have flushed its beginning.
        Metadata metadata = open(source, in -> MetadataReader.read(in, image, problem -> warn(source.name(), problem)));
        return new ImageFile(samples, decoded.profile().filter(given -> given.fits(samples)), metadata);
    }

    /**
     * Reads all bytes of a stream. If the first bytes are not those of an image, the rest is not read.
     *
     * @param in the stream, read to its end; not closed
     * @param name the name of the image in messages
     * @return the bytes
     * @throws IOException with a message for users if the stream cannot be read or is not an image
     */
    public static ImageSource read(InputStream in, String name) throws IOException {
        try {
            byte[] start = in.readNBytes(SIGNATURE_BYTES);
            requireImage(start);
            // Not closed, since the caller owns the stream.
            PushbackInputStream whole = new PushbackInputStream(in, SIGNATURE_BYTES);
            whole.unread(start);
            byte[] all = whole.readNBytes(MOST_BYTES);
            if (all.length == MOST_BYTES && in.read() >= 0) {
                throw new UnreadableImageException("is larger than 2 GiB; read it from a file");
            }
            return new ImageSource.OfBytes(ByteBuffer.wrap(all), name);
        } catch (UnreadableImageException e) {
            throw failure(name, e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw failure(name, TOO_LARGE, e);
        } catch (IOException e) {
            throw failure(name, "cannot be read: " + Reason.of(e), e);
        }
    }

    private static void warn(String name, String problem) {
        LOGGER.log(Level.WARNING, Printable.line(name + ": " + problem + ", and is left out"));
    }

    /**
     * Reads a file whose values are labels, not colours: the indexes of a palette with colours are kept, and no profile
     * is applied.
     *
     * @param file the file, whose format is recognised by its content
     * @param pixelLimit the maximum number of pixels, checked before decoding
     * @return grey values or palette indexes in one band, or the bands of an image without palette; upright
     * @throws IOException with a message for users if the file cannot be read
     */
    public static WritableRaster readLabels(Path file, long pixelLimit) throws IOException {
        return open(new ImageSource.OfFile(file, file.toString()), in -> {
            DecodedImage decoded = format(in).read(in, new PixelLimit(pixelLimit), Content.LABELS);
            return decoded.orientation().apply(decoded.samples());
        });
    }

    /**
     * Reads an open file.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    private interface Reading<T> {
        T read(ChannelInput in) throws IOException;
    }

    private static <T> T open(ImageSource source, Reading<T> reading) throws IOException {
        String name = source.name();
        try (ChannelInput in = new ChannelInput(source.open())) {
            return reading.read(in);
        } catch (UnreadableImageException e) {
            throw failure(name, e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw failure(name, "does not exist", e);
        } catch (AccessDeniedException e) {
            throw failure(name, "cannot be read: permission denied", e);
        } catch (OutOfMemoryError e) {
            throw failure(name, TOO_LARGE, e);
        } catch (IOException e) {
            throw failure(name, whatIsWrong(e), e);
        } catch (RuntimeException e) {
            // Decoders throw all kinds of exceptions for damaged files.
            throw failure(name, "is damaged, or of a kind that is not supported", e);
        }
    }

    private static String whatIsWrong(IOException e) {
        if (isForMemory(e)) {
            return TOO_LARGE;
        }
        return isAboutTheEnd(e) ? "is truncated" : "cannot be decoded: " + Reason.of(e);
    }

    /** The JDK's readers wrap exceptions and errors. */
    private static boolean isForMemory(Throwable e) {
        return e instanceof OutOfMemoryError || (e.getCause() != null && isForMemory(e.getCause()));
    }

    private static boolean isAboutTheEnd(Throwable e) {
        return e instanceof EOFException || (e.getCause() != null && isAboutTheEnd(e.getCause()));
    }

    private static FileFormat format(ChannelInput in) throws IOException {
        byte[] start = new byte[(int) Math.min(SIGNATURE_BYTES, in.length())];
        in.readFully(start);
        return requireImage(start);
    }

    private static FileFormat requireImage(byte[] start) throws UnreadableImageException {
        if (start.length == 0) {
            throw new UnreadableImageException("is empty");
        }
        return FileFormat.ofContent(start).orElseThrow(() -> unknown(start));
    }

    private static UnreadableImageException unknown(byte[] start) {
        return new UnreadableImageException(ForeignFormat.ofContent(start)
                .map(format -> "is a " + format.name() + " file; convert it to PNG or JPEG first")
                .orElse("is not an image; PNG, JPEG, TIFF, BMP, GIF and WebP are supported"));
    }

    /**
     * Copies the samples of a buffered image.
     *
     * @param picture any buffered image
     * @return the samples in grey or sRGB, of 16 bits if the image has more than 8
     */
    public static WritableRaster samples(BufferedImage picture) {
        return Samples.of(picture);
    }

    /**
     * Copies samples into a buffered image.
     *
     * @param raster interleaved samples
     * @return a buffered image of a standard AWT type, if there is one for the bands and bits
     */
    public static BufferedImage picture(WritableRaster raster) {
        return Layout.copy(raster);
    }

    /**
     * Checks before writing that a file can be written: its suffix, its folder, permissions.
     *
     * @param file the target
     * @throws IOException with a message for users if the file cannot be written
     */
    public static void requireWritable(Path file) throws IOException {
        if (FileFormat.ofName(file).filter(FileFormat::isWritable).isEmpty()) {
            String suffixes =
                    writableSuffixes().stream().map(suffix -> "." + suffix).collect(Collectors.joining(", "));
            throw failure(file.toString(), "cannot be written: its name must end in one of " + suffixes, null);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw failure(file.toString(), "cannot be written: there is no folder " + folder, null);
        }
        if (Files.isDirectory(file)) {
            throw failure(file.toString(), "cannot be written: it is a folder", null);
        }
        if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
            throw failure(file.toString(), "cannot be written: permission denied", null);
        }
    }

    /**
     * Writes a file in the format of its suffix. The file appears complete or not at all.
     *
     * @param image the image with its profile and metadata
     * @param file the target; replaced if it exists
     * @param settings how to encode it
     * @throws IOException with a message for users if the file cannot be written
     */
    public static void write(ImageFile image, Path file, EncoderSettings settings) throws IOException {
        requireWritable(file);
        FileFormat format = FileFormat.ofName(file).orElseThrow();
        String name = file.toString();
        try {
            WholeFile.write(file, channel -> encode(image, format, settings, channel, name));
        } catch (IOException | RuntimeException e) {
            throw failure(name, "cannot be written: " + Reason.of(e), e);
        }
    }

    /**
     * Writes an image to a stream. Nothing is written if it cannot be encoded.
     *
     * @param image the image with its profile and metadata
     * @param format a format that can be written
     * @param settings how to encode it
     * @param out the target; not closed
     * @throws IOException with a message for users if the image cannot be encoded or written
     */
    public static void write(ImageFile image, FileFormat format, EncoderSettings settings, OutputStream out)
            throws IOException {
        try {
            encoded(image, format, settings).copyTo(out);
        } catch (IOException | RuntimeException e) {
            throw failure(UNNAMED, "cannot be written: " + Reason.of(e), e);
        }
    }

    /**
     * Encodes an image.
     *
     * @param image the image with its profile and metadata
     * @param format a format that can be written
     * @param settings how to encode it
     * @return the bytes of a file
     * @throws IOException with a message for users if the image cannot be encoded
     */
    public static byte[] bytes(ImageFile image, FileFormat format, EncoderSettings settings) throws IOException {
        try {
            return encoded(image, format, settings).toArray();
        } catch (IOException | RuntimeException e) {
            throw failure(UNNAMED, "cannot be encoded: " + Reason.of(e), e);
        }
    }

    private static BytesSink encoded(ImageFile image, FileFormat format, EncoderSettings settings) throws IOException {
        BytesSink sink = new BytesSink();
        encode(image, format, settings, sink, UNNAMED);
        return sink;
    }

    private static void encode(
            ImageFile image, FileFormat format, EncoderSettings settings, SeekableByteChannel channel, String name)
            throws IOException {
        try (ChannelOutput out = new ChannelOutput(channel)) {
            Encoder.encode(image, format, settings, out, problem -> warn(name, problem));
        }
    }

    private static IOException failure(String name, String what, Throwable cause) {
        return new IOException(Printable.line(name + " " + what), cause);
    }
}
