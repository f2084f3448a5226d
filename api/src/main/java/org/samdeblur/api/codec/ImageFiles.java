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
 * Image files to and from interleaved rasters of 1 to 4 bands, 8 or 16 bits: grey or sRGB, then alpha if there is any.
 * Every failure is an {@link IOException} whose message is one line that names the file and what is wrong with it.
 */
public final class ImageFiles {
    private static final Logger LOGGER = System.getLogger("org.samdeblur.api");
    private static final int SIGNATURE_BYTES = 32;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final String TOO_LARGE =
            "takes more memory than Java may use; let Java use more (-Xmx), or scale the image down";

    /** What messages call an image that has no name. */
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
     * Reads an image, whatever its name.
     *
     * @param source its bytes
     * @param pixelLimit the most pixels to accept, checked before decoding
     * @return its samples, their profile, and its metadata
     * @throws IOException with a message for users if the image cannot be read
     */
    public static ImageFile read(ImageSource source, long pixelLimit) throws IOException {
        DecodedImage decoded = open(source, in -> format(in).read(in, new PixelLimit(pixelLimit), Content.COLOURS));
        WritableRaster samples = decoded.orientation().apply(decoded.samples());
        Upright image = new Upright(
                samples.getWidth(), samples.getHeight(), decoded.orientation().swapsAxes());
        // Decoders leave an input of theirs where they like, and may have declared its beginning done with.
        Metadata metadata = open(source, in -> MetadataReader.read(in, image, problem -> warn(source.name(), problem)));
        return new ImageFile(samples, decoded.profile().filter(given -> given.fits(samples)), metadata);
    }

    /**
     * Reads all bytes of a stream that holds an image. A stream that begins like no image is not read further.
     *
     * @param in the stream, read to its end; not closed
     * @param name what messages call the image
     * @return its bytes
     * @throws IOException with a message for users if the stream cannot be read or holds no image
     */
    public static ImageSource read(InputStream in, String name) throws IOException {
        try {
            byte[] start = in.readNBytes(SIGNATURE_BYTES);
            requireImage(start);
            // Not closed: the stream is the caller's.
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
     * Reads a file whose values are labels, not colours: a palette with colours is not looked up, and no profile is applied.
     *
     * @param file the file, whatever its name
     * @param pixelLimit the most pixels to accept, checked before decoding
     * @return grey values or indexes of the palette in one band, or the bands of a picture without palette; upright
     * @throws IOException with a message for users if the file is no good
     */
    public static WritableRaster readLabels(Path file, long pixelLimit) throws IOException {
        return open(new ImageSource.OfFile(file, file.toString()), in -> {
            DecodedImage decoded = format(in).read(in, new PixelLimit(pixelLimit), Content.LABELS);
            return decoded.orientation().apply(decoded.samples());
        });
    }

    /**
     * Reads what a file holds.
     *
     * @param <T> what that is
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
            throw failure(name, "may not be read: permission denied", e);
        } catch (OutOfMemoryError e) {
            throw failure(name, TOO_LARGE, e);
        } catch (IOException e) {
            throw failure(name, whatIsWrong(e), e);
        } catch (RuntimeException e) {
            // Decoders meet damaged files with whatever exception their code runs into.
            throw failure(name, "is damaged, or of a kind that is not supported", e);
        }
    }

    private static String whatIsWrong(IOException e) {
        if (isForMemory(e)) {
            return TOO_LARGE;
        }
        return isAboutTheEnd(e) ? "is truncated" : "cannot be decoded: " + Reason.of(e);
    }

    /** Readers of the JDK wrap what they run into, errors included. */
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
                .orElse("is not an image; PNG, JPEG, TIFF, BMP, GIF and WebP files are read"));
    }

    /**
     * Copies a picture's samples.
     *
     * @param picture any picture
     * @return its samples in grey or sRGB, 16 bits if the picture has more than 8
     */
    public static WritableRaster samples(BufferedImage picture) {
        return Samples.of(picture);
    }

    /**
     * Copies samples into a picture.
     *
     * @param raster interleaved samples
     * @return a picture of one of AWT's standard types wherever there is one for its bands and bits
     */
    public static BufferedImage picture(WritableRaster raster) {
        return Layout.copy(raster);
    }

    /**
     * Checks what can be known of a target before there is anything to write: its suffix, its folder, permissions.
     *
     * @param file where to
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
     * Writes a file in the format its suffix asks for. It appears complete or not at all.
     *
     * @param image the image with all that is to be kept of its file
     * @param file the target; replaced if it exists
     * @param settings how it is encoded
     * @throws IOException with a message for users if it cannot be done
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
     * @param image the image with all that is to be kept of its file
     * @param format the format, one that is written
     * @param settings how it is encoded
     * @param out the target; not closed
     * @throws IOException with a message for users if it cannot be done
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
     * @param image the image with all that is to be kept of its file
     * @param format the format, one that is written
     * @param settings how it is encoded
     * @return the bytes of a file
     * @throws IOException with a message for users if it cannot be done
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
