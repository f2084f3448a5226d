package org.samdeblur.map.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the images in a JSON file of annotations, and skips their masks. */
final class CocoIndexReader {
    private final JsonParser json;
    private final CocoJson values;
    private final List<CocoImages.Entry> listed = new ArrayList<>();
    private final Set<String> annotated = new LinkedHashSet<>();

    CocoIndexReader(JsonParser json) {
        this.json = json;
        this.values = new CocoJson(json);
    }

    CocoImages read() throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new IOException("it is empty");
        }
        if (first == JsonToken.START_ARRAY) {
            readAnnotations();
        } else if (first == JsonToken.START_OBJECT) {
            values.object(this::readPart);
        } else {
            throw new IOException("it has neither an object with 'annotations' nor a list of annotations");
        }
        return new CocoImages(listed, annotated);
    }

    private boolean readPart(String field) throws IOException {
        switch (field) {
            case "image" -> {
                values.require(JsonToken.START_OBJECT, field, "an object");
                // annotations do not refer to this id
                CocoImages.Entry image = readImage("'image'");
                listed.add(new CocoImages.Entry(Optional.empty(), image.name(), image.height(), image.width()));
            }
            case "images" -> {
                values.require(JsonToken.START_ARRAY, field, "a list");
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    values.require(JsonToken.START_OBJECT, field, "a list of objects");
                    listed.add(readImage("image " + listed.size()));
                }
            }
            case "annotations" -> {
                values.require(JsonToken.START_ARRAY, field, "a list");
                readAnnotations();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private CocoImages.Entry readImage(String place) throws IOException {
        values.at(place);
        Description image = new Description();
        values.object(image::take);
        values.at("it");
        return new CocoImages.Entry(image.id, image.name, image.height, image.width);
    }

    private final class Description {
        private Optional<String> id = Optional.empty();
        private Optional<String> name = Optional.empty();
        private long height;
        private long width;

        private boolean take(String field) throws IOException {
            switch (field) {
                case "id" -> id = Optional.of(values.id(field));
                case "file_name" -> name = Optional.of(values.text(field));
                case "height" -> height = size(field);
                case "width" -> width = size(field);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private long size(String field) throws IOException {
            long size = values.whole(field);
            if (size < 1) {
                throw values.wrong(field, "at least 1");
            }
            return size;
        }
    }

    private void readAnnotations() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren(); // CocoReader reports the problem
                continue;
            }
            values.object(field -> {
                if (!field.equals("image_id")) {
                    return false;
                }
                annotated.add(values.id(field));
                return true;
            });
        }
    }
}
