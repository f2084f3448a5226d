package org.samdeblur.spark.app;

import java.io.PrintWriter;
import org.samdeblur.api.text.Printable;
import org.samdeblur.api.text.Reason;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.MisuseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The application for {@code spark-submit}. Exit codes are those of the command line: 0 all went well; 1 something failed, and one
 * line on standard error says what; 2 the command was not understood. Without a master, it runs on all processors of this machine.
 *
 * @since 0.1.0
 */
@Command(
        name = "samdeblur-spark",
        description = "Deblurs, segments and evaluates folders of images on Apache Spark.",
        mixinStandardHelpOptions = true,
        subcommands = {DeblurCommand.class, SegmentCommand.class, EvaluateCommand.class},
        footer = {
            "",
            "Examples:",
            "  spark-submit samdeblur-spark-all.jar deblur hdfs:///photographs -o hdfs:///sharp",
            "  spark-submit samdeblur-spark-all.jar segment 's3a://bucket/2024-*' --table s3a://bucket/masks",
            "",
            "'samdeblur-spark COMMAND --help' explains a command.",
            "Exit codes: 0 done, 1 something failed, 2 the command was not understood."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs a command. Ends the process with its exit code unless all went well, since a cluster takes any other end for success.
     *
     * @param arguments as a user writes them
     */
    public static void main(String[] arguments) {
        int code = run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
        if (code != ExitCode.OK) {
            System.exit(code);
        }
    }

    /**
     * Runs a command.
     *
     * @param out takes what the command has to say
     * @param err takes errors
     * @param arguments as a user writes them
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Errors::reportMisuse)
                .setExecutionExceptionHandler(Main::reportFailure);
        try {
            return line.execute(arguments);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int reportFailure(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        if (failure instanceof MisuseException) {
            return Errors.reportFailure(failure, line, parsed);
        }
        line.getErr().println(oneLine(Reason.of(Failures.causeOf(failure))));
        return ExitCode.SOFTWARE;
    }

    static String oneLine(String message) {
        return "samdeblur: " + Printable.line(message);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: deblur, segment or evaluate");
    }
}
