package org.samdeblur.map.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;

/** Reads one JSON file of annotations from its first token to its last. */
final class CocoReader {
    private final JsonParser json;
    private final List<Mask> masks = new ArrayList<>();
    private long height;
    private long width;

    CocoReader(JsonParser json) {
        this.json = json;
    }

    MaskSet read() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            readAnnotations();
        } else if (first == JsonToken.START_OBJECT) {
            readWhole();
        } else {
            throw new IOException("it has neither an object with 'annotations' nor a list of annotations");
        }
        if (height == 0) {
            throw new IOException("it does not say how large the image is ('image' with 'width' and 'height')");
        }
        if (json.nextToken() != null) {
            throw new IOException("something follows where its JSON should end");
        }
        return MaskSet.of((int) height, (int) width, masks);
    }

    private void readWhole() throws IOException {
        boolean annotated = false;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (field.equals("image") && value == JsonToken.START_OBJECT) {
                readImage();
            } else if (field.equals("annotations") && value == JsonToken.START_ARRAY) {
                readAnnotations();
                annotated = true;
            } else {
                json.skipChildren();
            }
        }
        if (!annotated) {
            throw new IOException("it has no list 'annotations'");
        }
    }

    private void readImage() throws IOException {
        long imageHeight = 0;
        long imageWidth = 0;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "height" -> imageHeight = json.getLongValue();
                case "width" -> imageWidth = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        takeSize(imageHeight, imageWidth);
    }

    private void takeSize(long newHeight, long newWidth) throws IOException {
        boolean sane = newHeight > 0
                && newWidth > 0
                && Math.max(newHeight, newWidth) <= Image.DEFAULT_PIXEL_LIMIT
                && newHeight * newWidth <= Image.DEFAULT_PIXEL_LIMIT;
        if (!sane) {
            throw new IOException("masks cannot be of " + newWidth + "×" + newHeight + " pixels");
        }
        if (height != 0 && (height != newHeight || width != newWidth)) {
            throw new IOException("a mask or the image is " + newWidth + "×" + newHeight
                    + " pixels, what came before is " + width + "×" + height);
        }
        height = newHeight;
        width = newWidth;
    }

    private void readAnnotations() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.START_OBJECT, "an annotation");
            masks.add(readAnnotation());
        }
    }

    private Mask readAnnotation() throws IOException {
        Mask mask = null;
        Details details = new Details();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "segmentation" -> mask = readSegmentation();
                case "predicted_iou" -> details.predictedIou = json.getDoubleValue();
                case "stability_score" -> details.stabilityScore = json.getDoubleValue();
                case "point_coords" -> details.point = readFirstPoint();
                case "crop_box" -> details.cropBox = readNumbers();
                default -> json.skipChildren();
            }
        }
        if (mask == null) {
            throw new IOException("annotation " + masks.size() + " has no 'segmentation'");
        }
        return details.describe(mask);
    }

    private Mask readSegmentation() throws IOException {
        require(JsonToken.START_OBJECT, "'segmentation' by run lengths (polygons are not read)");
        int[] counts = null;
        double[] size = {};
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "size" -> size = readNumbers();
                case "counts" ->
                    counts = value == JsonToken.VALUE_STRING ? CompressedCounts.decode(json.getText()) : readCounts();
                default -> json.skipChildren();
            }
        }
        if (counts == null || size.length != 2) {
            throw new IOException(
                    "the segmentation of annotation " + masks.size() + " lacks 'counts' or a 'size' of two");
        }
        takeSize((long) size[0], (long) size[1]);
        return maskOf(counts);
    }

    private Mask maskOf(int[] counts) throws IOException {
        long total = Arrays.stream(counts).asLongStream().sum();
        if (total != height * width || Arrays.stream(counts).anyMatch(count -> count < 0)) {
            throw new IOException("the run lengths of annotation " + masks.size() + " add up to " + total + ", not to "
                    + width + "×" + height);
        }
        return Mask.ofRuns((int) height, (int) width, Transposition.transpose(counts, (int) height, (int) width));
    }

    private int[] readCounts() throws IOException {
        require(JsonToken.START_ARRAY, "'counts'");
        int[] counts = new int[16];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            counts = size == counts.length ? Arrays.copyOf(counts, 2 * size) : counts;
            counts[size++] = json.getIntValue();
        }
        return Arrays.copyOf(counts, size);
    }

    private double[] readFirstPoint() throws IOException {
        double[] first = {};
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                double[] point = readNumbers();
                first = first.length == 0 ? point : first;
            }
        }
        return first;
    }

    private double[] readNumbers() throws IOException {
        require(JsonToken.START_ARRAY, "a list of numbers");
        double[] numbers = new double[4];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers = size == numbers.length ? Arrays.copyOf(numbers, 2 * size) : numbers;
            numbers[size++] = json.getDoubleValue();
        }
        return Arrays.copyOf(numbers, size);
    }

    private void require(JsonToken wanted, String what) throws IOException {
        if (json.currentToken() != wanted) {
            throw new IOException(what + " is wanted in annotation " + masks.size() + ", not "
                    + (json.currentToken() == null
                            ? "its end"
                            : json.currentToken().toString()));
        }
    }

    /** What an annotation says beside its pixels, complete or not. */
    private static final class Details {
        private double predictedIou = MaskDetails.UNKNOWN;
        private double stabilityScore = MaskDetails.UNKNOWN;
        private double[] point = {};
        private double[] cropBox = {};

        Mask describe(Mask mask) throws IOException {
            if (Double.isNaN(predictedIou) || cropBox.length != 4) {
                return mask;
            }
            if (cropBox[2] < 0 || cropBox[3] < 0) {
                throw new IOException("a 'crop_box' has a negative size");
            }
            Box box = new Box((int) cropBox[0], (int) cropBox[1], (int) cropBox[2], (int) cropBox[3]);
            return mask.withDetails(new MaskDetails(predictedIou, stabilityScore, coordinate(0), coordinate(1), box));
        }

        private double coordinate(int axis) {
            return point.length == 2 ? point[axis] : MaskDetails.UNKNOWN;
        }
    }
}
