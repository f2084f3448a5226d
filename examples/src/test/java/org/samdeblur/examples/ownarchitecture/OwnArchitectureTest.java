package org.samdeblur.examples.ownarchitecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.networks.contract.PyTorchZipWriter;
import org.samdeblur.networks.graph.Constant;

/** The code of docs/adding-an-architecture.md, as a jar of its own beside the library's. */
class OwnArchitectureTest {
    private static final Path ROOT =
            Path.of(System.getProperty("samdeblur.golden")).resolveSibling("");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern TYPE = Pattern.compile("public (?:final class|record) (\\w+)");
    private static final String SERVICE = "org.samdeblur.networks.architecture.Architecture";
    private static final int WIDTH = 8;
    private static final int BLOCKS = 2;

    @TempDir
    private Path folder;

    private final Map<String, String> sources = new LinkedHashMap<>();

    @BeforeEach
    void readPage() throws IOException {
        Matcher block = CODE_BLOCK.matcher(Files.readString(ROOT.resolve("docs/adding-an-architecture.md")));
        while (block.find()) {
            Matcher type = TYPE.matcher(block.group(1));
            sources.put(type.find() ? type.group(1) : "module-info", block.group(1));
        }
    }

    @Test
    void thePageShowsTheSampleInAtMostAHundredLines() throws IOException {
        assertEquals(3, sources.size());
        assertTrue(sources.values().stream()
                        .mapToLong(source -> source.lines().count())
                        .sum()
                <= 99);
        for (String type : List.of("PlainNetArchitecture", "PlainNet")) {
            String sample = Files.readString(
                    ROOT.resolve("examples/src/main/java/org/samdeblur/examples/samples/plainnet/" + type + ".java"));
            assertEquals(
                    sample.replace("org.samdeblur.examples.samples.plainnet", "org.example.plainnet"),
                    sources.get(type));
        }
    }

    @Test
    void aJarOnTheModulePathAddsAnArchitecture() throws Exception {
        String modules = System.getProperty("jdk.module.path");
        assumeTrue(modules != null, "these tests run on the class path; they run on the module path as well");
        Path jar = jar(true, "--module-path", modules);
        assertWorks(
                List.of("--module-path", modules + File.pathSeparator + jar, "--add-modules", "ALL-MODULE-PATH"),
                System.getProperty("java.class.path"));
    }

    @Test
    void aJarOnTheClassPathAddsAnArchitecture() throws Exception {
        String path = Stream.of("jdk.module.path", "java.class.path")
                .map(name -> System.getProperty(name, ""))
                .filter(entries -> !entries.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        assertWorks(List.of(), path + File.pathSeparator + jar(false, "--class-path", path));
    }

    private void assertWorks(List<String> modules, String classPath) throws Exception {
        Path checkpoint = folder.resolve("plainnet.pth");
        PyTorchZipWriter.write(checkpoint, weights());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(modules);
        command.addAll(
                List.of("--class-path", classPath + File.pathSeparator + ROOT.resolve("examples/target/test-classes")));
        command.addAll(List.of(OwnArchitectureProgram.class.getName(), checkpoint.toString(), folder.toString()));
        Path output = folder.resolve("output");
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String printed = Files.readString(output);
        assertEquals(0, code, printed);
        for (String line : List.of(
                "onnx ran PlainNet of 2779",
                "djl ran PlainNet of 2779",
                "tensorflow ran PlainNet of 2779",
                "widened to 5",
                "trained PlainNet")) {
            assertTrue(printed.lines().anyMatch(line::equals), line + " is missing in " + printed);
        }
    }

    /** Compiles the page's code. A jar for the class path alone needs no descriptor. */
    private Path jar(boolean asModule, String... path) throws IOException {
        Path classes = folder.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
        arguments.addAll(List.of(path));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            if (asModule || !source.getKey().equals("module-info")) {
                Path file = folder.resolve(source.getKey() + ".java");
                arguments.add(Files.writeString(file, source.getValue()).toString());
            }
        }
        run("javac", arguments);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(SERVICE), "org.example.plainnet.PlainNetArchitecture\n");
        Path jar = folder.resolve("plainnet.jar");
        run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(printer, printer, arguments.toArray(String[]::new));
        assertEquals(0, code, output.toString());
    }

    /** Weights that make a network whose output is known: every convolution takes the middle pixel of each channel. */
    private static Map<String, Constant> weights() {
        Map<String, Constant> weights = new LinkedHashMap<>();
        addConvolution(weights, "plain_head", 3, WIDTH, 1);
        for (int i = 0; i < BLOCKS; i++) {
            addConvolution(weights, "body." + i + ".conv1", WIDTH, WIDTH, 1);
            addConvolution(weights, "body." + i + ".conv2", WIDTH, WIDTH, 0.5f);
        }
        addConvolution(weights, "tail", WIDTH, 3, -0.05f);
        return weights;
    }

    private static void addConvolution(
            Map<String, Constant> weights, String name, int inputs, int outputs, float centre) {
        float[] kernels = new float[outputs * inputs * 9];
        for (int channel = 0; channel < Math.min(inputs, outputs); channel++) {
            kernels[(channel * inputs + channel) * 9 + 4] = centre;
        }
        weights.put(name + ".weight", Constant.create(values -> values.put(kernels), outputs, inputs, 3, 3));
        weights.put(name + ".bias", Constant.create(values -> values.put(new float[outputs]), outputs));
    }
}
