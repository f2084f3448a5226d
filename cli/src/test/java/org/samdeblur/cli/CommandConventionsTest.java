package org.samdeblur.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What holds for every command: where inputs and outputs are named, and what becomes of outputs that exist. */
class CommandConventionsTest {
    /** Options that several commands have, for another thing in each. */
    private static final Set<String> OF_THEIR_OWN = Set.of("--output", "--model", "--masks", "--data");

    @TempDir
    private Path folder;

    @BeforeEach
    void makeInputs() throws IOException {
        for (String part : List.of("input", "target")) {
            Files.createDirectories(folder.resolve("set").resolve(part));
            Files.copy(
                    golden("nafnet/input.png"),
                    folder.resolve("set").resolve(part).resolve("a.png"));
        }
    }

    private static List<CommandSpec> commands() {
        List<CommandSpec> commands = new ArrayList<>();
        collect(Main.line().getSubcommands().values(), commands);
        return commands;
    }

    private static void collect(Collection<CommandLine> lines, List<CommandSpec> commands) {
        for (CommandLine line : lines) {
            commands.add(line.getCommandSpec());
            collect(line.getSubcommands().values(), commands);
        }
    }

    /**
     * What a command works on is an argument; where the result goes is {@code -o}. A training's folder and the models folder hold more
     * than a result, so that nothing in them is replaced.
     */
    @Test
    void theTableOfCommands() {
        List<String> table = commands().stream()
                .map(command -> String.join(
                        " | ",
                        command.qualifiedName().replace("samdeblur ", ""),
                        command.positionalParameters().stream()
                                .map(PositionalParamSpec::paramLabel)
                                .collect(joining(" ")),
                        command.findOption("-o") == null
                                ? ""
                                : "-o " + command.findOption("-o").paramLabel(),
                        Stream.of("--overwrite", "--json", "--backend")
                                .filter(name -> command.findOption(name) != null)
                                .collect(joining(" "))))
                .toList();

        assertEquals(
                List.of(
                        "deblur | INPUT | -o OUT | --overwrite --json --backend",
                        "segment | INPUT | -o FILE | --overwrite --json --backend",
                        "masks | INPUT | -o DIR | --overwrite --json --backend",
                        "evaluate | INPUT | -o DIR | --overwrite --json --backend",
                        "train | CONFIG.properties | -o DIR | --backend",
                        "convert | MODEL | -o FILE | --overwrite --json",
                        "info | MODEL |  | --json --backend",
                        "models | NAME |  | --json",
                        "models add | FILE |  | ",
                        "models get | NAME |  | ",
                        "devices |  |  | --json"),
                table);
    }

    @Test
    void anOptionHasTheSameNamesAndTheSameValueInEveryCommand() {
        Map<String, String> forms = new HashMap<>();
        for (CommandSpec command : commands()) {
            for (OptionSpec option : command.options()) {
                String name = option.longestName();
                String form = List.of(option.names()) + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
                String before = forms.putIfAbsent(name, form);
                if (!OF_THEIR_OWN.contains(name)) {
                    assertTrue(before == null || before.equals(form), () -> form + " is " + before + " elsewhere");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--overwrite",
                "--json",
                "--device",
                "--threads",
                "--precision",
                "--segmenter",
                "--tlc",
                "--pre-deblur"
            })
    void anOptionIsDescribedAlikeInEveryCommand(String name) {
        Map<String, String> descriptions = new TreeMap<>();
        for (CommandSpec command : commands()) {
            OptionSpec option = command.findOption(name);
            if (option != null) {
                descriptions.put(String.join("\n", option.description()), command.name());
            }
        }

        assertEquals(1, descriptions.size(), descriptions.toString());
    }

    /** Puts the test's folder into a command: IN is an image, DIR a folder of images, OUT a name for the output. */
    private Object[] arguments(String command, String output, Object... more) {
        Stream<Object> words = Stream.of(command.split(" "))
                .map(word -> word.replace("IN", image().toString())
                        .replace("DIR", folder.resolve("set/input").toString())
                        .replace("TARGET", folder.resolve("set/target").toString())
                        .replace("NET", golden("nafnet/nafnet.pth").toString())
                        .replace("OUT", folder.resolve(output).toString()));
        return Stream.concat(words, Stream.of(more)).toArray();
    }

    private Path image() {
        return folder.resolve("set/input/a.png");
    }

    @ParameterizedTest
    @CsvSource({
        "deblur IN -o OUT --model NET, sharp.png",
        "deblur IN --output-npy OUT --model NET, sharp.npy",
        "segment IN -o OUT, masks.json",
        "segment IN -o OUT.npz --overlay OUT, overlay.png",
        "evaluate DIR --target TARGET --model NET --report OUT, report.html",
        "convert NET -o OUT, network.onnx",
        "convert NET -o OUT --format safetensors, weights.safetensors",
    })
    void aNamedFileIsReplacedOnRequestOnly(String command, String output) throws IOException {
        Path existing = Files.writeString(folder.resolve(output), "former");

        CommandLineRun.of(arguments(command, output))
                .failedWith(existing + " exists; name another output, or replace it with --overwrite");
        assertEquals("former", Files.readString(existing));

        CommandLineRun.of(arguments(command, output, "--overwrite")).succeeded();
        assertNotEquals(6, Files.size(existing));
    }

    @ParameterizedTest
    @CsvSource({
        "deblur DIR -o OUT --model NET, a.png",
        "deblur IN -o OUT/ --model NET, a.png",
        "masks DIR -o OUT, a.npz"
    })
    void inAFolderTheImageIsSkippedUnlessReplacingIsRequested(String command, String name) throws IOException {
        Path existing =
                Files.writeString(Files.createDirectory(folder.resolve("out")).resolve(name), "former");

        CommandLineRun kept = CommandLineRun.of(arguments(command, "out")).succeeded();
        assertTrue(kept.out().startsWith(existing + " exists, skipped (replace with --overwrite)"), kept.out());
        assertEquals("former", Files.readString(existing));

        CommandLineRun.of(arguments(command, "out", "--overwrite")).succeeded();
        assertNotEquals(6, Files.size(existing));
    }

    @Test
    void aSavedModelIsReplacedOnRequestOnlyAndNoOtherFolder() throws IOException {
        String command = "convert NET -o OUT --format savedmodel";
        Path graph =
                Files.writeString(Files.createDirectory(folder.resolve("net")).resolve("saved_model.pb"), "former");

        CommandLineRun.of(arguments(command, "net"))
                .failedWith("net exists; name another output, or replace it with --overwrite");
        CommandLineRun.of(arguments(command, "net", "--overwrite")).succeeded();
        assertNotEquals(6, Files.size(graph));

        Path diary = Files.writeString(folder.resolve("net/diary.txt"), "Dear diary");
        CommandLineRun.of(arguments(command, "net", "--overwrite")).failedWith("net", "not empty");
        assertEquals("Dear diary", Files.readString(diary));
    }

    @Test
    void aFileThatCannotBeReadReplacesNothing() throws IOException {
        Path existing = Files.writeString(folder.resolve("sharp.png"), "former");

        CommandLineRun.of("deblur", golden("README.md"), "-o", existing, "--overwrite")
                .failedWith("README.md");

        assertEquals("former", Files.readString(existing));
    }

    @Test
    void anInputIsNeverTheOutput() {
        CommandLineRun.of("segment", image(), "-o", image(), "--overwrite").wasMisuse("is the input itself");
        CommandLineRun.of("deblur", image(), "-o", image(), "--overwrite").wasMisuse("is the input itself");
        CommandLineRun.of("segment", image(), "-o", folder.resolve("m.png"), "--overlay", folder.resolve("m.png"))
                .wasMisuse("--output and --overlay");
        assertFalse(Files.exists(folder.resolve("m.png")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deblur IN -o OUT.png --model NET",
                "deblur DIR -o OUT --model NET",
                "segment IN -o OUT.json",
                "masks DIR -o OUT",
                "evaluate DIR --target TARGET --model NET",
                "convert NET -o OUT.onnx",
                "convert NET -o OUT.safetensors --format safetensors",
                "info NET",
                "models",
                "devices",
            })
    void forProgramsStandardOutputIsOneJsonObject(String command) throws IOException {
        CommandLineRun run =
                CommandLineRun.of(arguments(command, "out", "--json")).succeeded();

        assertFalse(run.json().isEmpty());
        assertTrue(run.out().strip().startsWith("{") && run.out().strip().endsWith("}"), run.out());
    }
}
