package org.samdeblur.map.files;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.map.files.MaskFiles.TargetImage;

/**
 * Reads and writes masks in the JSON format of COCO and of Segment Anything's data set SA-1B: {@code image} with
 * {@code width} and {@code height}, or a list {@code images}, and {@code annotations}, each with a {@code
 * segmentation} of {@code size} {@code [height, width]} and COCO run-length {@code counts} (column by column), {@code
 * area}, {@code bbox} {@code [x, y, width, height]}, and, if the segmenter provides them, {@code predicted_iou},
 * {@code stability_score}, {@code point_coords} {@code [[x, y]]} and {@code crop_box} {@code [x, y, width, height]}.
 * The width and height of boxes are numbers of pixels, as in {@code pycocotools}. Segment Anything's own generator
 * writes a {@code bbox} that is one pixel narrower and shorter. When a file is read, areas and boxes are computed from
 * the run lengths.
 *
 * <p>A {@code segmentation} may also be a list of polygons, {@code [[x, y, x, y, …]]} in pixels: a pixel belongs to
 * the mask if its centre lies in one of them. {@code pycocotools} rounds polygons differently, so its masks may
 * differ at the edges.
 *
 * <p>A file may contain the masks of several images: each annotation refers to its image by {@code image_id}, and each
 * of the {@code images} has an {@code id} and a {@code file_name}. An image is found by its file name, if necessary
 * without its suffix, and by its folders if several images have that name. In a bare list of annotations, it is found
 * by its id.
 *
 * <p>The masks of a file may have at most 16,777,216 runs of pixels in total, so that a small file cannot exhaust the
 * memory. The system property {@code samdeblur.maskRuns} sets another limit.
 *
 * <p>Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CocoFiles {
    /** Allows long run lengths, and NaN, which Python writes although JSON does not define it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(1 << 28).build())
            .build();

    /** The two forms of COCO's run lengths. */
    public enum Counts {
        /** A list of numbers. */
        PLAIN,
        /** A string, about a third as long, as {@code pycocotools} writes it. */
        COMPRESSED
    }

    private CocoFiles() {}

    /**
     * Reads the masks of a file with a single image.
     *
     * @param file a JSON file as described above, or a bare list of annotations, as Segment Anything's automatic mask
     *     generator returns it; other fields are ignored
     * @return the masks in the file's order; a mask with {@code predicted_iou} and {@code crop_box} has details
     * @throws InvalidMaskException if the file is missing or damaged, contains something else, masks of several
     *     images or of different sizes, or exceeds a limit; or if it has no masks and does not state the size of its
     *     image
     */
    public static MaskSet read(Path file) {
        return read(file, TargetImage.UNKNOWN);
    }

    /**
     * Reads the masks of one image from a file that may contain masks of others.
     *
     * @param file a JSON file as for {@link #read(Path)}
     * @param image the image's file, which is not read; its name does not matter if the JSON file has a single image
     * @param size the image's size, for files that do not state it
     * @return the masks in their order
     * @throws InvalidMaskException as for {@link #read(Path)}; if the file contains masks of several images, and none
     *     or more than one of them has the image's name; or if the masks are of another size
     */
    public static MaskSet read(Path file, Path image, ImageSize size) {
        return MaskFiles.requireSize(file, read(file, TargetImage.of(image, size)), size);
    }

    static MaskSet read(Path file, TargetImage target) {
        try {
            CocoImages.Entry image;
            try (InputStream in = Files.newInputStream(file);
                    JsonParser json = JSON.createParser(in)) {
                image = new CocoIndexReader(json).read().choose(target.file());
            }
            try (InputStream in = Files.newInputStream(file);
                    JsonParser json = JSON.createParser(in)) {
                return new CocoReader(json, image, target).read();
            }
        } catch (NoSuchFileException e) {
            throw new InvalidMaskException(file + " does not exist", e);
        } catch (JsonProcessingException e) {
            throw new InvalidMaskException("cannot read " + file + ": " + reason(e), e);
        } catch (IOException | InvalidMaskException e) {
            throw new InvalidMaskException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String reason(JsonProcessingException failure) {
        if (failure instanceof StreamConstraintsException) {
            return "its JSON is nested too deeply, or contains a name, text or number that is too long";
        }
        String line = failure.getOriginalMessage().lines().findFirst().orElse("it is not JSON");
        int source = line.indexOf(" (start marker at"); // describes the parser's stream, not the file
        String words = (source < 0 ? line : line.substring(0, source)).replaceAll("\\p{Cntrl}", "?");
        JsonLocation location = failure.getLocation();
        return location == null ? words : "line " + location.getLineNr() + ": " + words;
    }

    /**
     * Writes masks. The file appears complete or not at all.
     *
     * @param file the target; replaced if it exists
     * @param masks the masks
     * @param counts the form of the run lengths
     * @throws InvalidMaskException if the file cannot be written
     */
    public static void write(Path file, MaskSet masks, Counts counts) {
        try {
            WholeFile.writeStream(file, out -> writeTo(out, masks, counts));
        } catch (IOException e) {
            throw new InvalidMaskException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes masks to a stream, in the format of {@link #write(Path, MaskSet, Counts)}.
     *
     * @param out the stream; not closed
     * @param masks the masks
     * @param counts the form of the run lengths
     * @throws IOException if writing to the stream fails
     */
    public static void write(OutputStream out, MaskSet masks, Counts counts) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        writeTo(content, masks, counts);
        content.writeTo(out);
    }

    /**
     * Returns the run lengths of a mask, column by column, in COCO's compressed form.
     *
     * @param mask the mask
     * @return the {@code counts} of a {@code segmentation}
     */
    public static String compressedCounts(Mask mask) {
        return CompressedCounts.encode(columnCounts(mask));
    }

    /**
     * Creates a mask from run lengths, column by column, in COCO's compressed form.
     *
     * @param counts the {@code counts} of a {@code segmentation}
     * @param size the image's size
     * @return the mask, without details
     * @throws InvalidMaskException if the text is damaged, or the runs do not fit the size
     */
    public static Mask ofCompressedCounts(String counts, ImageSize size) {
        try {
            int[] columns = CompressedCounts.decode(counts);
            long pixels = Arrays.stream(columns).asLongStream().sum();
            if (pixels != (long) size.height() * size.width()) {
                throw new InvalidMaskException("run lengths add up to " + pixels + " pixels, the image has " + size);
            }
            return Mask.ofRuns(
                    size, Transposition.transpose(columns, size.height(), size.width(), MaskLimits.ofFile()));
        } catch (IOException e) {
            throw new InvalidMaskException(e.getMessage(), e);
        }
    }

    private static void writeTo(OutputStream out, MaskSet masks, Counts counts) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeObjectFieldStart("image");
            json.writeNumberField("width", masks.width());
            json.writeNumberField("height", masks.height());
            json.writeEndObject();
            json.writeArrayFieldStart("annotations");
            for (Mask mask : masks.masks()) {
                writeAnnotation(json, mask, counts);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeAnnotation(JsonGenerator json, Mask mask, Counts form) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("segmentation");
        json.writeFieldName("size");
        json.writeArray(new int[] {mask.height(), mask.width()}, 0, 2);
        int[] counts = columnCounts(mask);
        json.writeFieldName("counts");
        switch (form) {
            case PLAIN -> json.writeArray(counts, 0, counts.length);
            case COMPRESSED -> json.writeString(CompressedCounts.encode(counts));
        }
        json.writeEndObject();
        json.writeNumberField("area", mask.area());
        writeBox(json, "bbox", mask.boundingBox());
        if (mask.details().isPresent()) {
            writeDetails(json, mask.details().get());
        }
        json.writeEndObject();
    }

    /** Returns run lengths by column, with the last run outside, which COCO requires. */
    private static int[] columnCounts(Mask mask) {
        int[] counts = Transposition.transpose(mask.counts(), mask.width(), mask.height(), MaskLimits.none());
        int rest = mask.height() * mask.width() - Arrays.stream(counts).sum();
        if (rest == 0) {
            return counts;
        }
        int[] whole = Arrays.copyOf(counts, counts.length + 1);
        whole[counts.length] = rest;
        return whole;
    }

    private static void writeDetails(JsonGenerator json, MaskDetails details) throws IOException {
        writeKnown(json, "predicted_iou", details.predictedIou());
        writeKnown(json, "stability_score", details.stabilityScore());
        if (!Double.isNaN(details.pointX()) && !Double.isNaN(details.pointY())) {
            json.writeArrayFieldStart("point_coords");
            json.writeArray(new double[] {details.pointX(), details.pointY()}, 0, 2);
            json.writeEndArray();
        }
        writeBox(json, "crop_box", details.cropBox());
    }

    /** Writes a number unless it is NaN, which JSON cannot represent. */
    private static void writeKnown(JsonGenerator json, String name, double value) throws IOException {
        if (!Double.isNaN(value)) {
            json.writeNumberField(name, value);
        }
    }

    private static void writeBox(JsonGenerator json, String name, Box box) throws IOException {
        json.writeFieldName(name);
        json.writeArray(new int[] {box.x(), box.y(), box.width(), box.height()}, 0, 4);
    }
}
