package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.api.ModelSource;
import org.samdeblur.evaluation.data.PairedImages;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Something given as {@code NAME=WHAT} or, where the name follows from it, as {@code WHAT}.
 *
 * @param name what tables call it
 * @param what the thing itself
 */
record Named<T>(String name, T what) {
    /** What is before = cannot be part of a path, so that paths with = in them need no name. */
    private static final Pattern FORM = Pattern.compile("([^=/\\\\]+)=(.+)");

    private static <T> Named<T> parse(String text, Function<String, T> reader, Function<T, String> naming) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            return new Named<>(form.group(1).strip(), reader.apply(form.group(2)));
        }
        T what = reader.apply(text);
        return new Named<>(naming.apply(what), what);
    }

    /** Reads a network. */
    static final class OfModel implements ITypeConverter<Named<ModelSource>> {
        @Override
        public Named<ModelSource> convert(String text) {
            return parse(text, new ModelOptions.SourceName()::convert, OfModel::nameOf);
        }

        private static String nameOf(ModelSource source) {
            return source instanceof ModelSource.File file ? ImageNames.stem(file.path()) : source.toString();
        }
    }

    /** Reads a data set. */
    static final class OfDataSet implements ITypeConverter<Named<Path>> {
        @Override
        public Named<Path> convert(String text) {
            return parse(text, Path::of, PairedImages::nameOf);
        }
    }

    /** Reads a folder of outputs, which has to be named. */
    static final class OfOutputs implements ITypeConverter<Named<Path>> {
        @Override
        public Named<Path> convert(String text) {
            return parse(text, Path::of, folder -> {
                throw new TypeConversionException("'" + text + "' is not of the form NAME=DIR");
            });
        }
    }
}
