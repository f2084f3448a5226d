package org.samdeblur.cli.console;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.api.text.Printable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports errors to users: one line, and a stack trace on request. */
public final class Errors {
    /** The system property that requests stack traces, as {@code --verbose} does. */
    static final String TRACE_PROPERTY = "samdeblur.trace";

    private Errors() {}

    /**
     * Reports a command that was not understood.
     *
     * @param misuse what was wrong with it
     * @param arguments as the user wrote them
     * @return the exit code
     */
    public static int reportMisuse(ParameterException misuse, String[] arguments) {
        CommandLine line = misuse.getCommandLine();
        line.getErr().println(oneLine(describe(misuse, arguments) + "; see '" + helpOf(line) + "'"));
        return ExitCode.USAGE;
    }

    private static String describe(ParameterException misuse, String[] arguments) {
        if (misuse instanceof MaxValuesExceededException) {
            return repeated(misuse.getCommandLine().getCommandSpec(), arguments)
                    .map(option -> "option '" + option + "' should be specified only once")
                    .orElseGet(misuse::getMessage);
        }
        if (!(misuse instanceof UnmatchedArgumentException unmatched)) {
            return misuse.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        boolean wantsCommand = !misuse.getCommandLine().getSubcommands().isEmpty();
        String kind =
                word.startsWith("-") ? "unknown option" : wantsCommand ? "unknown command" : "unexpected argument";
        List<String> similar = unmatched.getSuggestions();
        return kind + " '" + word + "'"
                + (similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)");
    }

    /** If an option of a group is given twice, picocli's message names the whole group. */
    private static Optional<String> repeated(CommandSpec command, String[] arguments) {
        Set<String> given = new HashSet<>();
        return Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2)[0])
                .filter(name -> command.findOption(name) != null
                        && !command.findOption(name).isMultiValue())
                .filter(name -> !given.add(name))
                .findFirst();
    }

    /**
     * Reports a command that failed.
     *
     * @param failure what went wrong
     * @param line the command
     * @param parsed its arguments
     * @return the exit code
     */
    public static int reportFailure(Exception failure, CommandLine line, ParseResult parsed) {
        if (wantsTrace(line)) {
            failure.printStackTrace(line.getErr());
        }
        if (failure instanceof MisuseException) {
            line.getErr().println(oneLine(failure.getMessage() + "; see '" + helpOf(line) + "'"));
            return ExitCode.USAGE;
        }
        line.getErr().println(oneLine(describe(failure)));
        return ExitCode.SOFTWARE;
    }

    /**
     * Returns whether the user requested stack traces.
     *
     * @param line the command
     * @return whether to print them
     */
    public static boolean wantsTrace(CommandLine line) {
        return Boolean.getBoolean(TRACE_PROPERTY)
                || line.getParseResult() != null && line.getParseResult().hasMatchedOption("--verbose");
    }

    private static String helpOf(CommandLine line) {
        return line.getCommandSpec().qualifiedName() + " --help";
    }

    /**
     * Describes a failure for users who do not know the program's code.
     *
     * @param failure what went wrong
     * @return the message, without a stack trace
     */
    public static String describe(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return describe((OutOfMemoryError) failure);
        }
        if (failure instanceof FileSystemException problem) {
            return describe(problem);
        }
        if (failure instanceof java.io.UncheckedIOException wrapper) {
            return describe(wrapper.getCause());
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : OptionNames.in(message);
    }

    /** Tiles reduce the memory of a network, which is outside the heap. The heap holds whole images and masks. */
    private static String describe(OutOfMemoryError failure) {
        boolean isHeap = String.valueOf(failure.getMessage()).contains("heap")
                || String.valueOf(failure.getMessage()).contains("GC overhead")
                || String.valueOf(failure.getMessage()).contains("array size");
        return "not enough memory: " + (failure.getMessage() == null ? "Java's heap is full" : failure.getMessage())
                + "; "
                + (isHeap
                        ? "Java may use " + (Runtime.getRuntime().maxMemory() >> 20)
                                + " MB; increase this, for example with JAVA_OPTS=-Xmx4g, or scale the image down"
                        : "give Java more, for example with JAVA_OPTS=-Xmx4g, or cut the image into smaller tiles with --tile");
    }

    private static String describe(FileSystemException problem) {
        if (problem instanceof NoSuchFileException) {
            return problem.getFile() + " does not exist";
        }
        if (problem instanceof AccessDeniedException) {
            return problem.getFile() + ": access denied";
        }
        return problem.getMessage();
    }

    /**
     * Puts a message on one line that begins with the program's name.
     *
     * @param message the message
     * @return the line
     */
    public static String oneLine(String message) {
        return "samdeblur: " + Printable.line(OptionNames.in(message));
    }
}
