package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.block.MapBlock;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.MaskDropout;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.nafnet.NafNetDesign;

/** Folders that something has happened to: killed processes, disks, users, other trainings. */
class TrainingFolderTest {
    private static final int SIZE = 16;
    private static final TrainingRecipe RECIPE =
            new TrainingRecipe().withSteps(4).withBatch(1, SIZE).withIntervals(4, 2);
    private static final Map<String, String> NOTES = Map.of("train.properties", "#now\nsteps=4\n");

    @TempDir
    private Path folder;

    /** As the files come one by one; the process may be killed before or while any of them is written. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aKilledStartCanBeRepeated(int files) throws IOException {
        Path whole = folder.resolve("whole");
        begin(whole, NOTES);
        Path run = Files.createDirectory(folder.resolve("run"));
        for (String name :
                List.of("training.lock", "train.properties", "network.onnx").subList(0, files + 1)) {
            Files.copy(whole.resolve(name), run.resolve(name));
            Files.createFile(run.resolve(".samdeblur-" + name + ".part"));

            SamDeblurException e = assertThrows(SamDeblurException.class, () -> resume(run));
            assertTrue(e.getMessage().contains("holds no training to resume"), e.getMessage());
        }

        begin(run, NOTES);

        assertEquals(0, resume(run));
    }

    @Test
    void aKilledStartWithoutALockFileCanBeRepeated() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("train.properties"), "#another time\nsteps=4\n");

        begin(run, NOTES);

        assertEquals(0, resume(run));
    }

    @ParameterizedTest
    @CsvSource({"train.properties, steps=5", "network.onnx, mine", "photo.png, mine"})
    void filesOfTheUserAreLeftAlone(String name, String text) throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve(name), text);

        SamDeblurException e = assertThrows(SamDeblurException.class, () -> begin(run, NOTES));

        assertTrue(e.getMessage().contains("is not empty"), e.getMessage());
        assertEquals(text, Files.readString(run.resolve(name)));
    }

    @Test
    void aFolderIsForOneTrainingAtATime() {
        Path run = folder.resolve("run");
        try (Trainer first = Trainer.start(run, network(1), RECIPE, OneThread.OPTIONS)) {
            SamDeblurException e = assertThrows(SamDeblurException.class, () -> resume(run));
            assertTrue(e.getMessage().contains("in use by another training"), e.getMessage());
            assertThrows(SamDeblurException.class, () -> begin(run, Map.of()));
            assertTrue(train(first));
        }
        assertEquals(4, resume(run));
    }

    @Test
    void aProcessLocksItsFolderUntilItIsKilled() throws Exception {
        Path run = folder.resolve("run");
        begin(run, Map.of());
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        Files.writeString(folder.resolve("Holder.java"), HOLDER).toString(),
                        run.resolve("training.lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('!', other.getInputStream().read());
            SamDeblurException e = assertThrows(SamDeblurException.class, () -> resume(run));
            assertTrue(e.getMessage().contains("in use by another training"), e.getMessage());
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertEquals(0, resume(run));
    }

    private static final String HOLDER = """
            import java.nio.channels.FileChannel;
            import java.nio.file.*;
            class Holder {
                public static void main(String[] names) throws Exception {
                    FileChannel.open(Path.of(names[0]), StandardOpenOption.WRITE).lock();
                    System.out.print('!');
                    System.out.flush();
                    Thread.sleep(600_000);
                }
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step      | {\"step\":61}                | 'step' is 61, which is not that of checkpoint-000000004",
                "negative  | {\"step\":-5}                | 'step' is -5",
                "other     | {\"step\":2}                 | 'step' is 2, which is not that of checkpoint-000000004",
                "fraction  | {\"step\":4.0}               | not a whole number",
                "huge      | {\"step\":1e999}             | not a whole number",
                "long      | {\"step\":99999999999999999999} | not a whole number",
                "text      | {\"step\":\"4\"}             | not a number",
                "missing   | {}                           | 'step' is missing",
                "unknown   | {\"step\":4,\"stop\":5}       | 'stop' is unknown",
                "list      | [4]                          | JSON object",
                "empty     | ''                           | is empty",
                "null      | null                         | null",
            })
    void anInvalidStateIsRefusedInOneLine(String kind, String state, String problem) throws IOException {
        Path run = finished();
        Files.writeString(run.resolve("checkpoint-000000004/state.json"), state);

        assertRefused(run, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"steps\" : 4            | \"steps\" : -1             | the steps must be finite and above 0",
                "\"steps\" : 4            | \"steps\" : 1000000000     | the steps must be at most 999999999",
                "\"steps\" : 4            | \"steps\" : 3              | in a training of 3 steps",
                "\"batch\" : 1            | \"batch\" : 0              | the batch must be",
                "\"batch\" : 1            | \"batch\" : 1e1000000000   | not a whole number",
                "\"batch\" : 1            | \"batch\" : 4294967297     | not a whole number of 32 bits",
                "\"batch\" : 1            | \"batch\" : 2147483647     | more than a tensor can hold",
                "\"patch\" : 16           | \"patch\" : [1]            | 'patch' is [1], not a number",
                "\"patch\" : 16           | \"patch\" : 17             | multiples of 2",
                "\"patch\" : 16           | \"patch\" : null           | 'patch' is null, not a number",
                "\"learning_rate\" : 0.001 | \"learning_rate\" : -1    | the learning rate must be",
                "\"learning_rate\" : 0.001 | \"learning_rate\" : 1e999 | the learning rate must be",
                "\"learning_rate\" : 0.001 | \"learning_rate\" : \"NaN\" | not a number",
                "\"beta2\" : 0.9          | \"beta2\" : -9223372036854775808 | AdamW takes betas",
                "\"mask_dropout\" : 0.5   | \"mask_dropout\" : 2       | the mask dropout",
                "\"validation_interval\" : 4 | \"validation_interval\" : 1e999 | not a whole number",
                "\"seed\" : 0             | \"sead\" : 0               | 'sead' is unknown",
                "\"seed\" : 0             | \"seed\" : 0, \"seed\" : 1  | not a JSON object",
            })
    void anInvalidRecipeIsRefusedInOneLine(String value, String other, String problem) throws IOException {
        Path run = finished();
        Path recipe = run.resolve("recipe.json");
        String text = Files.readString(recipe);
        assertTrue(text.contains(value), text);
        Files.writeString(recipe, text.replace(value, other));

        assertRefused(run, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.safetensors", "optimizer.safetensors", "state.json"})
    void aDamagedCheckpointIsRefusedWithAdvice(String name) throws IOException {
        Path run = finished();
        Path file = run.resolve("checkpoint-000000004").resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {bytes.length / 2, 1, 0}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertRefused(run, file.toString());
        }
        Files.delete(file);
        assertRefused(run, file.toString());

        try (Stream<Path> files = Files.list(file.getParent())) {
            files.forEach(TrainingFolderTest::delete);
        }
        assertRefused(run, "remove the checkpoint's folder");
        Files.delete(file.getParent());
        assertEquals(2, resume(run));
    }

    @Test
    void theStateOfAnotherNetworkIsRefused() throws IOException {
        Path run = finished();
        Path other = folder.resolve("other");
        try (Trainer trainer = Trainer.start(other, network(2), RECIPE, OneThread.OPTIONS)) {
            train(trainer);
        }
        String state = "checkpoint-000000004/weights.safetensors";
        Files.write(run.resolve(state), Files.readAllBytes(other.resolve(state)));

        assertRefused(run, "the state of another network");
    }

    @Test
    void aTrainingOfADjlBlockResumesFromItsInitialWeights() {
        Path run = folder.resolve("run");
        TrainableNetwork first = convolution();
        Trainer.start(run, first, RECIPE, OneThread.OPTIONS).close();
        Path copy = copied(run, folder.resolve("copy"));
        TrainableNetwork one = convolution();
        TrainableNetwork two = convolution();
        try (Trainer trainer = Trainer.resume(run, one, OneThread.OPTIONS);
                Trainer again = Trainer.resume(copy, two, OneThread.OPTIONS)) {
            assertEquals(one.weights(), two.weights());
            assertTrue(train(trainer));
            assertTrue(train(again));
            assertEquals(one.weights(), two.weights());
        }
        SamDeblurException e = assertThrows(SamDeblurException.class, () -> resume(run));
        assertTrue(e.getMessage().contains("pass the block to Trainer.resume"), e.getMessage());
    }

    @Test
    void aNetworkThatDoesNotRunIsRefusedBeforeTheFirstStep() {
        Path run = folder.resolve("run");
        List<Long> steps = new ArrayList<>();
        ValidationData narrow = ValidationData.of(List.of(new ValidationData.Example(
                Tensor.of(new float[3 * 2], 3, 2, 1),
                Tensor.of(new float[3 * 2], 3, 2, 1),
                MaskSet.empty(new ImageSize(2, 1)))));
        try (Trainer trainer = Trainer.start(run, TrainableNetwork.of(unpadded(), 1), RECIPE, OneThread.OPTIONS)) {
            SamDeblurException e = assertThrows(
                    SamDeblurException.class,
                    () -> trainer.train(Drawn.batches(4, 1, SIZE), narrow, step -> steps.add(step.step())));
            assertTrue(e.getMessage().contains("first validation image, of 1×2 pixels"), e.getMessage());
        }
        assertEquals(List.of(), steps);
    }

    private static Conv2d unpadded() {
        return Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(3).build();
    }

    private static TrainableNetwork convolution() {
        Conv2d layer = Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(3)
                .build();
        return TrainableNetwork.of(new MapBlock(MapEncoder.random(2, 5), new MaskDropout(), layer), 1);
    }

    private static DeblurNetwork network(int blocks) {
        MaskGuidance unit = new MaskAveragePooling(MapEncoder.random(2, 1));
        return DeblurNetworks.untrained(new NafNetDesign(2, List.of(1), blocks, List.of(1)), unit, 1);
    }

    private Path finished() {
        Path run = folder.resolve("run");
        try (Trainer trainer = Trainer.start(run, network(1), RECIPE, OneThread.OPTIONS)) {
            assertTrue(train(trainer));
        }
        return run;
    }

    private static boolean train(Trainer trainer) {
        return trainer.train(Drawn.batches(4, 1, SIZE), ValidationData.NONE, TrainingListener.NONE);
    }

    private static void begin(Path run, Map<String, String> notes) {
        Trainer.start(run, network(1), RECIPE, OneThread.OPTIONS, notes).close();
    }

    private static long resume(Path run) {
        try (Trainer trainer = Trainer.resume(run, OneThread.OPTIONS)) {
            return trainer.steps();
        }
    }

    private static void assertRefused(Path run, String problem) {
        SamDeblurException e = assertThrows(SamDeblurException.class, () -> resume(run));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertFalse(e instanceof InvalidModelException && e.getMessage().isBlank());
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copied(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
