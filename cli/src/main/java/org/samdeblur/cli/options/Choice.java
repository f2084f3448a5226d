package org.samdeblur.cli.options;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Guard;
import org.samdeblur.api.Padding;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an enum constant by its name in lower case, with hyphens. */
public abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {
    private final E[] values;

    /**
     * Reads one of the given values.
     *
     * @param values all values
     */
    protected Choice(E[] values) {
        this.values = values;
    }

    @Override
    public E convert(String text) {
        return Arrays.stream(values)
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of "
                        + Arrays.stream(values).map(Choice::word).collect(joining(", "))));
    }

    /**
     * Returns the name of a value as users write it.
     *
     * @param value the value
     * @return its name in lower case, with hyphens
     */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How masks are grouped. */
    public static final class OfGrouping extends Choice<Grouping> {
        OfGrouping() {
            super(Grouping.values());
        }
    }

    /** What to do where a network has collapsed. */
    static final class OfGuard extends Choice<Guard> {
        OfGuard() {
            super(Guard.values());
        }
    }

    /** How images are padded. */
    static final class OfPadding extends Choice<Padding> {
        OfPadding() {
            super(Padding.values());
        }
    }
}
