package org.samdeblur.cli;

import java.io.PrintWriter;
import java.util.List;
import org.samdeblur.api.Backends;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.Logging;
import org.samdeblur.cli.console.PrintableWriter;
import org.samdeblur.cli.console.Version;
import org.samdeblur.cli.convert.ConvertCommand;
import org.samdeblur.cli.deblur.DeblurCommand;
import org.samdeblur.cli.devices.DevicesCommand;
import org.samdeblur.cli.evaluate.EvaluateCommand;
import org.samdeblur.cli.info.InfoCommand;
import org.samdeblur.cli.masks.MasksCommand;
import org.samdeblur.cli.models.ModelsCommand;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.segment.SegmentCommand;
import org.samdeblur.cli.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command line {@code samdeblur}. Exit codes: 0 all went well; 1 something failed, and one line on standard error says
 * what; 2 the command was not understood.
 */
@Command(
        name = "samdeblur",
        description = "Deblurs photographs with the help of segmentation masks.",
        versionProvider = Version.class,
        footer = {
            "",
            "Example:",
            "  samdeblur deblur blurry.jpg -o sharp.jpg",
            "",
            "'samdeblur COMMAND --help' explains a command.",
            "Outputs that exist are kept unless --overwrite is given: a file named by an option (-o FILE,",
            "--report FILE) is an error; an image whose output is in the output folder (-o DIR) is skipped.",
            "Every output appears complete or not at all.",
            "Exit codes: 0 done, 1 something failed, 2 the command was not understood."
        })
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            DeblurCommand.class,
            SegmentCommand.class,
            MasksCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            ConvertCommand.class,
            InfoCommand.class,
            ModelsCommand.class,
            DevicesCommand.class);

    @Spec
    private CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    /** Made by the command line's parser. */
    Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments as a user writes them
     */
    public static void main(String[] arguments) {
        Logging.useOneLine();
        Thread runtime = loadRuntimeAhead();
        if (isLikelyToDeblur(List.of(arguments))) {
            runtime.start();
        }
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        int code = run(out, err, arguments);
        awaitEnd(runtime);
        System.exit(code);
    }

    private static boolean isLikelyToDeblur(List<String> arguments) {
        return arguments.size() > 1
                && arguments.get(0).equals("deblur")
                && arguments.stream().noneMatch(argument -> argument.startsWith("--backend"));
    }

    /** Loads the native library of the backend that most runs use, while the options are read. */
    private static Thread loadRuntimeAhead() {
        Thread thread = new Thread(
                () -> Backends.installed().providers().stream().limit(1).forEach(Backends::status), "load runtime");
        thread.setDaemon(true);
        return thread;
    }

    /** A process that exits while a library loads may crash. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a command.
     *
     * @param out takes what the command has to say
     * @param err takes errors and progress
     * @param arguments as a user writes them
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = line(arguments)
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(Errors::reportMisuse)
                .setExecutionExceptionHandler(Errors::reportFailure)
                .setExecutionStrategy(Main::perform);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | LinkageError e) {
            err.println(Errors.oneLine(Errors.describe(e)));
            return ExitCode.SOFTWARE;
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Returns the parser with the commands that the arguments may name. */
    static CommandLine line(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        commandsFor(arguments).forEach(line::addSubcommand);
        return line;
    }

    /** Reading the options of a command takes time, so that those of others are left alone where the command is clear. */
    private static List<Class<?>> commandsFor(String[] arguments) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0
                        && command.getAnnotation(Command.class).name().equals(arguments[0]))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    /** Names in files are printed without what would move a terminal's cursor; help alone may colour it. */
    private static int perform(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine line = parsed.commandSpec().commandLine();
        line.setOut(PrintableWriter.over(line.getOut()));
        line.setErr(PrintableWriter.over(line.getErr()));
        return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: deblur, segment, masks, evaluate, train, convert, info, models or devices");
    }
}
