package org.samdeblur.map.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Reads values of annotations, and describes values of the wrong kind. */
final class CocoJson {
    private final JsonParser json;
    private String place = "it";

    CocoJson(JsonParser json) {
        this.json = json;
    }

    JsonParser parser() {
        return json;
    }

    /** Sets the name of what is being read, for messages. */
    void at(String newPlace) {
        place = newPlace;
    }

    /** Reads one field of an object. */
    @FunctionalInterface
    interface FieldReader {
        /** Reads the value at the parser's current token and returns true, or returns false to skip it. */
        boolean read(String field) throws IOException;
    }

    /** Reads the object that starts at the current token. Fields that are read must be unique. */
    void object(FieldReader reader) throws IOException {
        Set<String> seen = new HashSet<>();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (reader.read(field)) {
                if (!seen.add(field)) {
                    throw new IOException(place + " has '" + field + "' twice");
                }
            } else {
                json.skipChildren();
            }
        }
    }

    double number(String field) throws IOException {
        if (json.currentToken() == null || !json.currentToken().isNumeric()) {
            throw wrong(field, "a number");
        }
        double number = json.getDoubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw wrong(field, "a finite number");
        }
        return number;
    }

    /** Reads a whole number of magnitude at most 2<sup>53</sup>, which may be written as {@code 3.0}. */
    long whole(String field) throws IOException {
        double number = number(field);
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            throw wrong(field, "a whole number");
        }
        return (long) number;
    }

    double[] numbers(String field) throws IOException {
        require(JsonToken.START_ARRAY, field, "a list of numbers");
        double[] numbers = new double[4];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers = size == numbers.length ? Arrays.copyOf(numbers, 2 * size) : numbers;
            numbers[size++] = number(field);
        }
        return Arrays.copyOf(numbers, size);
    }

    int[] counts() throws IOException {
        require(JsonToken.START_ARRAY, "counts", "a list of run lengths or their compressed form");
        int[] counts = new int[16];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            counts = size == counts.length ? Arrays.copyOf(counts, 2 * size) : counts;
            counts[size++] = count();
        }
        return Arrays.copyOf(counts, size);
    }

    private int count() throws IOException {
        long count = whole("counts");
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new IOException(place + " has a run length of " + count);
        }
        return (int) count;
    }

    /** Reads an id, a number or text. */
    String id(String field) throws IOException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_STRING) {
            throw wrong(field, "a number or text");
        }
        return json.getText();
    }

    String text(String field) throws IOException {
        require(JsonToken.VALUE_STRING, field, "text");
        return json.getText();
    }

    void require(JsonToken wanted, String field, String what) throws IOException {
        if (json.currentToken() != wanted) {
            throw wrong(field, what);
        }
    }

    IOException wrong(String field, String wanted) throws IOException {
        return new IOException(place + " has " + value() + " for '" + field + "', not " + wanted);
    }

    IOException failure(String what) {
        return new IOException(place + " " + what);
    }

    private String value() throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case END_ARRAY, END_OBJECT -> "nothing";
            default -> {
                String text = json.getText();
                yield text.length() > 30 ? text.substring(0, 30) + "…" : text;
            }
        };
    }
}
