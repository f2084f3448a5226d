package org.samdeblur.map.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.files.MaskFiles.TargetImage;

/** Reads the masks of one image from a JSON file of annotations. */
final class CocoReader {
    private final JsonParser json;
    private final CocoJson values;
    private final CocoImages.Entry image;
    private final TargetImage target;
    private final MaskLimits limits = MaskLimits.ofFile();
    private final List<Mask> masks = new ArrayList<>();
    private int annotations;
    private long height;
    private long width;

    /**
     * @param json a parser at the start of the file
     * @param image the image whose masks are read, as the file describes it
     * @param target the same image, as the caller describes it
     */
    CocoReader(JsonParser json, CocoImages.Entry image, TargetImage target) {
        this.json = json;
        this.values = new CocoJson(json);
        this.image = image;
        this.target = target;
    }

    MaskSet read() throws IOException {
        if (image.height() != 0 || image.width() != 0) {
            takeSize(image.height(), image.width());
        }
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            readAnnotations();
        } else {
            readWhole();
        }
        if (json.nextToken() != null) {
            throw new IOException("there is data after the end of its JSON");
        }
        if (height == 0) {
            takeTargetSize("it holds no masks and does not say");
        }
        return MaskSet.of(new ImageSize((int) height, (int) width), masks);
    }

    private void readWhole() throws IOException {
        boolean[] annotated = {false};
        values.object(field -> {
            if (!field.equals("annotations")) {
                return false;
            }
            values.require(JsonToken.START_ARRAY, field, "a list");
            readAnnotations();
            annotated[0] = true;
            return true;
        });
        if (!annotated[0]) {
            throw new IOException("it has no list 'annotations'");
        }
    }

    private void takeSize(long newHeight, long newWidth) throws IOException {
        boolean sane = newHeight > 0
                && newWidth > 0
                && Math.max(newHeight, newWidth) <= Image.DEFAULT_PIXEL_LIMIT
                && newHeight * newWidth <= Image.DEFAULT_PIXEL_LIMIT;
        if (!sane) {
            throw new IOException("masks cannot have " + newWidth + "×" + newHeight + " pixels");
        }
        if (height != 0 && (height != newHeight || width != newWidth)) {
            throw new IOException("a mask is " + newWidth + "×" + newHeight
                    + " pixels, but the image or an earlier mask is " + width + "×" + height);
        }
        height = newHeight;
        width = newWidth;
    }

    private void takeTargetSize(String complaint) throws IOException {
        if (target.size().isEmpty()) {
            throw new IOException(complaint + " how large the image is ('image' with 'width' and 'height')");
        }
        takeSize(target.size().get().height(), target.size().get().width());
    }

    private void readAnnotations() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.at("the list of annotations");
            values.require(JsonToken.START_OBJECT, "annotation " + annotations, "an object");
            values.at("annotation " + annotations);
            new Annotation().read();
            annotations++;
        }
        values.at("it");
    }

    /** One annotation. Its image id may follow its other fields. */
    private final class Annotation {
        private Optional<String> imageId = Optional.empty();
        private int[] counts;
        private double[] size = {};
        private List<double[]> polygons;
        private double predictedIou = MaskDetails.UNKNOWN;
        private double stabilityScore = MaskDetails.UNKNOWN;
        private double[] point = {};
        private double[] cropBox = {};

        void read() throws IOException {
            values.object(this::take);
            if (!image.owns(imageId)) {
                return;
            }
            Mask mask = mask();
            masks.add(Double.isNaN(predictedIou) || cropBox.length != 4 ? mask : mask.withDetails(details()));
        }

        private boolean take(String field) throws IOException {
            switch (field) {
                case "image_id" -> imageId = Optional.of(values.id(field));
                case "segmentation" -> takeSegmentation();
                case "predicted_iou" -> predictedIou = values.number(field);
                case "stability_score" -> stabilityScore = values.number(field);
                case "point_coords" -> point = firstPoint();
                case "crop_box" -> cropBox = values.numbers(field);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void takeSegmentation() throws IOException {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                polygons = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    polygons.add(values.numbers("segmentation"));
                }
                return;
            }
            values.require(JsonToken.START_OBJECT, "segmentation", "run lengths or polygons");
            values.object(this::takeRunLengths);
            if (counts == null || size.length != 2) {
                throw values.failure("has a segmentation without 'counts' or without a 'size' of two numbers");
            }
        }

        private boolean takeRunLengths(String field) throws IOException {
            switch (field) {
                case "size" -> size = values.numbers(field);
                case "counts" ->
                    counts = json.currentToken() == JsonToken.VALUE_STRING
                            ? CompressedCounts.decode(json.getText())
                            : values.counts();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private double[] firstPoint() throws IOException {
            values.require(JsonToken.START_ARRAY, "point_coords", "a list of points");
            double[] first = {};
            while (json.nextToken() != JsonToken.END_ARRAY) {
                double[] next = values.numbers("point_coords");
                first = first.length == 0 ? next : first;
            }
            return first;
        }

        private Mask mask() throws IOException {
            if (polygons != null) {
                return maskOfPolygons();
            }
            if (counts == null) {
                throw values.failure("has no 'segmentation'");
            }
            takeSize((long) size[0], (long) size[1]);
            long total = Arrays.stream(counts).asLongStream().sum();
            if (total != height * width) {
                throw values.failure("has run lengths that add up to " + total + ", not to " + width + "×" + height);
            }
            int[] rows = Transposition.transpose(counts, (int) height, (int) width, limits);
            return Mask.ofRuns(new ImageSize((int) height, (int) width), rows);
        }

        private Mask maskOfPolygons() throws IOException {
            if (height == 0) {
                takeTargetSize("annotation " + annotations + " is a polygon, and the file does not say");
            }
            for (double[] polygon : polygons) {
                if (polygon.length % 2 != 0 || polygon.length < 6) {
                    throw values.failure("has a polygon of " + polygon.length
                            + " numbers; polygons are x and y of at least three corners");
                }
            }
            int[] rows = new PolygonRows(polygons, (int) height, (int) width, limits).runs();
            return Mask.ofRuns(new ImageSize((int) height, (int) width), rows);
        }

        private MaskDetails details() throws IOException {
            if (cropBox[2] < 0 || cropBox[3] < 0) {
                throw values.failure("has a 'crop_box' of a negative size");
            }
            Box box = new Box((int) cropBox[0], (int) cropBox[1], (int) cropBox[2], (int) cropBox[3]);
            return MaskDetails.builder(box)
                    .predictedIou(predictedIou)
                    .stabilityScore(stabilityScore)
                    .point(coordinate(0), coordinate(1))
                    .build();
        }

        private double coordinate(int axis) {
            return point.length == 2 ? point[axis] : MaskDetails.UNKNOWN;
        }
    }
}
