package org.samdeblur.examples.cli;

import java.nio.file.Path;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;
import picocli.CommandLine.ITypeConverter;

/** What finds the masks. */
sealed interface SegmenterChoice {
    /** The segmenter that needs no weights. */
    record Graph() implements SegmenterChoice {}

    /** No masks. */
    record None() implements SegmenterChoice {}

    /**
     * A segmentation network.
     *
     * @param source its file
     */
    record Network(ModelSource source) implements SegmenterChoice {}

    default void applyTo(SamDeblur.Builder builder) {
        if (this instanceof None) {
            builder.segmenter(Segmenter.none());
        } else if (this instanceof Network network) {
            builder.segmenter(network.source());
        }
    }

    /** Reads a choice. */
    final class Name implements ITypeConverter<SegmenterChoice> {
        @Override
        public SegmenterChoice convert(String text) {
            return switch (text) {
                case "graph" -> new Graph();
                case "none" -> new None();
                default -> new Network(ModelSource.of(Path.of(text)));
            };
        }
    }
}
