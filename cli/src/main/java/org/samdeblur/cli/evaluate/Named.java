package org.samdeblur.cli.evaluate;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.options.ModelOptions;
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
        T what = reader.apply(form.matches() ? form.group(2) : text);
        String name = form.matches() ? form.group(1).strip() : naming.apply(what);
        if (name.isEmpty() || name.startsWith(".")) {
            throw new TypeConversionException("'" + name + "' is no name for " + what + "; write NAME=" + what
                    + " with one that does not begin with a dot");
        }
        return new Named<>(name, what);
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
