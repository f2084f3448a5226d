package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.jni.JniUtils;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.Backends;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.block.MapBlock;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.MaskDropout;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.nafnet.NafNetDesign;

@Tag("once")
class TrainerTest {
    private static final int SIZE = 16;
    private static final NafNetDesign DESIGN = new NafNetDesign(4, List.of(1), 1, List.of(1));
    private static final TrainingRecipe RECIPE =
            new TrainingRecipe().withSteps(20).withBatch(2, SIZE).withIntervals(10, 5);
    private static final TrainingData DATA = Drawn.batches(7, 2, SIZE);

    @TempDir
    Path folder;

    private static MapUnit unit() {
        return new MaskAveragePooling(MapEncoder.random(2, 5));
    }

    private static DeblurNetwork segNafNet() {
        return DeblurNetworks.untrained(DESIGN, unit(), 1);
    }

    private static TrainingListener until(long last) {
        return step -> step.step() < last;
    }

    private static Map<String, Constant> trained(Path folder, TrainingRecipe recipe) {
        try (Trainer trainer = Trainer.start(folder, segNafNet(), recipe, OneThread.OPTIONS)) {
            assertTrue(trainer.train(DATA, ValidationData.NONE, TrainingListener.NONE));
            return trainer.network().weights();
        }
    }

    @Test
    void aResumedTrainingEqualsAnUninterruptedOneBitForBit() {
        Map<String, Constant> atOnce = trained(folder.resolve("at-once"), RECIPE);
        Path stopped = folder.resolve("stopped");
        try (Trainer trainer = Trainer.start(stopped, segNafNet(), RECIPE, OneThread.OPTIONS)) {
            assertFalse(trainer.train(DATA, ValidationData.NONE, until(10)));
            assertEquals(10, trainer.steps());
        }
        try (Trainer trainer = Trainer.resume(stopped, OneThread.OPTIONS)) {
            assertEquals(10, trainer.steps());
            assertEquals(RECIPE, trainer.recipe());
            assertTrue(trainer.train(DATA, ValidationData.NONE, TrainingListener.NONE));
            assertEquals(atOnce, trainer.network().weights());
        }
    }

    @Test
    void aResumedTrainingWithAnAverageOfWeightsEqualsAnUninterruptedOne() {
        TrainingRecipe recipe = RECIPE.withAverageDecay(0.8).withAccumulation(2);
        Map<String, Constant> atOnce = trained(folder.resolve("at-once"), recipe);
        Path stopped = folder.resolve("stopped");
        try (Trainer trainer = Trainer.start(stopped, segNafNet(), recipe, OneThread.OPTIONS)) {
            // validation in between has the average in the network's place, and puts back what was there
            assertFalse(trainer.train(DATA, Drawn.validation(16, 20), until(12)));
        }
        assertEquals(12, stepsResumed(stopped));
        assertEquals(atOnce, resumed(stopped));
        assertNotEquals(atOnce, trained(folder.resolve("none"), recipe.withAverageDecay(0)));
    }

    /** After step t the average keeps min(decay, (1 + t) / (10 + t)) of itself. */
    @Test
    void theResultIsTheAverageOfTheWeights() {
        TrainingRecipe recipe = RECIPE.withSteps(3).withIntervals(9, 1).withAverageDecay(0.2);
        Map<String, Constant> begun = segNafNet().weights();
        List<Checkpoint> states = new ArrayList<>();
        Map<String, Constant> average = trained(folder.resolve("run"), recipe);
        for (int step = 2; step <= 3; step++) {
            states.add(Checkpoint.open(folder.resolve("run/checkpoint-00000000" + step + "/weights.safetensors")));
        }
        Map<String, Constant> first =
                trained(folder.resolve("one"), recipe.withSteps(1).withAverageDecay(0));
        String name = "intro.weight";

        // rates follow a cosine over all steps, so the first step is the same whatever their number
        float[] expected = begun.get(name).toTensor().toArray();
        float[][] weights = {
            first.get(name).toTensor().toArray(),
            states.get(0).weight(name).toTensor().toArray(),
            states.get(1).weight(name).toTensor().toArray()
        };
        double[] kept = {2 / 11.0, 0.2, 0.2};
        for (int step = 0; step < 3; step++) {
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (float) (kept[step] * expected[i] + (1 - kept[step]) * weights[step][i]);
            }
        }
        assertArrayEquals(expected, average.get(name).toTensor().toArray(), 1e-6f);
        assertEquals(
                average,
                DeblurNetworks.load(
                                ModelSource.of(folder.resolve("run/checkpoint-000000003/average.safetensors")),
                                DeblurModelOptions.DEFAULT)
                        .weights());
    }

    @Test
    void layersCanBeFrozenOrHaveOtherRates() {
        TrainingRecipe recipe = RECIPE.withSteps(4).withIntervals(9, 2);
        LayerRates rates = new LayerRates(Map.of("intro", 0.0, "encoders", 0.5));
        Map<String, Constant> begun = segNafNet().weights();
        Map<String, Constant> trained = trained(folder.resolve("run"), recipe.withLayerRates(rates));

        assertEquals(begun.get("intro.weight"), trained.get("intro.weight"));
        assertNotEquals(begun.get("encoders.0.0.conv1.weight"), trained.get("encoders.0.0.conv1.weight"));
        assertNotEquals(
                trained.get("ending.weight"),
                trained(folder.resolve("all"), recipe).get("ending.weight"));
        try (Trainer trainer = Trainer.resume(folder.resolve("run"), OneThread.OPTIONS)) {
            assertEquals(rates, trainer.recipe().layerRates());
        }
    }

    @Test
    void ratesOfUnknownLayersAreRefused() {
        SamDeblurException e = assertThrows(
                SamDeblurException.class,
                () -> trained(folder, RECIPE.withLayerRates(new LayerRates(Map.of("outro", 0.5)))));

        assertTrue(e.getMessage().startsWith("no weight of the network begins with 'outro'"), e::getMessage);
        assertThrows(
                SamDeblurException.class,
                () -> trained(folder, RECIPE.withLayerRates(new LayerRates(Map.of("", 0.0)))));
        assertThrows(IllegalArgumentException.class, () -> new LayerRates(Map.of("intro", -1.0)));
    }

    @Test
    void accumulatedGradientsEqualThoseOfTheBatch() {
        List<Double> norms = new ArrayList<>();
        for (int parts : new int[] {1, 2}) {
            TrainingRecipe recipe = RECIPE.withSteps(1).withMaskDropout(0).withAccumulation(parts);
            try (Trainer trainer = Trainer.start(folder.resolve("" + parts), segNafNet(), recipe, OneThread.OPTIONS)) {
                trainer.train(DATA, ValidationData.NONE, step -> norms.add(step.gradientNorm()));
            }
        }

        assertEquals(norms.get(0), norms.get(1), 1e-4 * norms.get(0));
        assertThrows(IllegalArgumentException.class, () -> RECIPE.withAccumulation(3));
        assertThrows(IllegalArgumentException.class, () -> RECIPE.withAverageDecay(1));
    }

    @Test
    void theSeedDeterminesWhichMasksAreDropped() {
        assertNotEquals(
                trained(folder.resolve("one"), RECIPE.withSteps(2)),
                trained(folder.resolve("another"), RECIPE.withSteps(2).withSeed(1)));
        assertEquals(
                trained(folder.resolve("a"), RECIPE.withSteps(2).withMaskDropout(0)),
                trained(
                        folder.resolve("b"),
                        RECIPE.withSteps(2).withMaskDropout(0).withSeed(1)));
    }

    @Test
    void aKilledTrainingResumesFromItsNewestCheckpoint() {
        Map<String, Constant> atOnce = trained(folder.resolve("at-once"), RECIPE);
        Path killed = folder.resolve("killed");
        try (Trainer trainer = Trainer.start(folder.resolve("run"), segNafNet(), RECIPE, OneThread.OPTIONS)) {
            // what lies there in the midst is what a kill would leave
            trainer.train(DATA, ValidationData.NONE, step -> {
                if (step.step() == 13) {
                    copied(folder.resolve("run"), killed);
                }
                return step.step() < 13;
            });
        }
        assertEquals(10, stepsResumed(killed));
        assertEquals(atOnce, resumed(killed));
    }

    private static long stepsResumed(Path run) {
        try (Trainer trainer = Trainer.resume(run, OneThread.OPTIONS)) {
            return trainer.steps();
        }
    }

    private static Map<String, Constant> resumed(Path run) {
        try (Trainer trainer = Trainer.resume(run, OneThread.OPTIONS)) {
            trainer.train(DATA, ValidationData.NONE, TrainingListener.NONE);
            return trainer.network().weights();
        }
    }

    @Test
    void aFailedTrainingResumesFromItsLastCompleteStep() {
        Map<String, Constant> atOnce = trained(folder.resolve("at-once"), RECIPE);
        Path failed = folder.resolve("failed");
        TrainingData missing = step -> {
            if (step == 13) {
                throw new IllegalStateException("the disk is gone");
            }
            return DATA.batch(step);
        };
        try (Trainer trainer = Trainer.start(failed, segNafNet(), RECIPE, OneThread.OPTIONS)) {
            IllegalStateException e = assertThrows(
                    IllegalStateException.class,
                    () -> trainer.train(missing, ValidationData.NONE, TrainingListener.NONE));
            assertEquals("the disk is gone", e.getMessage());
        }
        assertEquals(13, stepsResumed(failed));
        assertEquals(atOnce, resumed(failed));
    }

    @Test
    void aFailedValidationLosesNoStep() {
        Path failed = folder.resolve("failed");
        ValidationData tooSmall = Drawn.validation(10, 30);
        TrainingRecipe recipe = RECIPE.withSteps(5).withIntervals(3, 5);
        try (Trainer trainer = Trainer.start(failed, segNafNet(), recipe, OneThread.OPTIONS)) {
            assertThrows(IllegalArgumentException.class, () -> trainer.train(DATA, tooSmall, TrainingListener.NONE));
        }
        assertEquals(3, stepsResumed(failed));
    }

    @Test
    void theStateIsSavedBeforeValidation() {
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public boolean stepped(Step step) {
                return true;
            }

            @Override
            public void saved(long step, Path state) {
                heard.add("saved " + step);
            }

            @Override
            public void validated(long step, ValidationFigures figures) {
                heard.add("validated " + step);
            }
        };
        TrainingRecipe recipe = RECIPE.withSteps(2).withIntervals(1, 1);
        try (Trainer trainer = Trainer.start(folder.resolve("run"), segNafNet(), recipe, OneThread.OPTIONS)) {
            trainer.train(DATA, Drawn.validation(15, 21), listener);
        }
        assertEquals(List.of("saved 1", "validated 1", "saved 2", "validated 2"), heard);
    }

    @Test
    void anInterruptedTrainingIsSavedAndStaysInterrupted() {
        Path interrupted = folder.resolve("interrupted");
        try (Trainer trainer = Trainer.start(interrupted, segNafNet(), RECIPE, OneThread.OPTIONS)) {
            TrainingListener interrupter = step -> {
                if (step.step() == 5) {
                    Thread.currentThread().interrupt();
                }
                return true;
            };
            assertThrows(CancelledException.class, () -> trainer.train(DATA, ValidationData.NONE, interrupter));
            assertTrue(Thread.interrupted());
        }
        assertEquals(5, stepsResumed(interrupted));
    }

    @Test
    void aFailureToSaveIsSuppressedInTheFirstFailure() throws IOException {
        Path run = folder.resolve("run");
        try (Trainer trainer = Trainer.start(run, segNafNet(), RECIPE, OneThread.OPTIONS)) {
            Files.createFile(run.resolve("checkpoint-000000002"));
            TrainingListener failing = step -> {
                if (step.step() == 2) {
                    throw new IllegalStateException("the log is full");
                }
                return true;
            };
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, () -> trainer.train(DATA, ValidationData.NONE, failing));
            assertEquals("the log is full", e.getMessage());
            assertInstanceOf(SamDeblurException.class, e.getSuppressed()[0]);
        }
    }

    static Stream<DeblurNetwork> methods() {
        return Stream.of(
                DeblurNetworks.untrained(DESIGN, MaskGuidance.none(), 1),
                DeblurNetworks.untrained(DESIGN, new GreyCodes(), 1),
                segNafNet(),
                DeblurNetworks.untrained(DESIGN, MaskGuidance.none(), 1).widened(unit()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodLearns(DeblurNetwork network) {
        ValidationData validation = Drawn.validation(15, 21);
        List<ValidationFigures> figures = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public boolean stepped(Step step) {
                return true;
            }

            @Override
            public void validated(long step, ValidationFigures heard) {
                figures.add(heard);
            }
        };
        TrainingRecipe recipe = RECIPE.withSteps(40).withIntervals(20, 40);
        try (Trainer trainer = Trainer.start(folder.resolve("run"), network, recipe, OneThread.OPTIONS)) {
            ValidationFigures before = trainer.validate(validation);
            trainer.train(DATA, validation, listener);
            assertEquals(2, figures.size());
            ValidationFigures after = figures.get(1);
            assertTrue(after.psnr() > before.psnr() + 1, before + " became " + after);
            assertTrue(after.ssim() > before.ssim(), before + " became " + after);
            assertEquals(after, trainer.validate(validation));
        }
    }

    @Test
    void theResultLoadsAsTheTrainedNetwork() throws Exception {
        try (Trainer trainer = Trainer.start(folder.resolve("run"), segNafNet(), RECIPE, OneThread.OPTIONS)) {
            trainer.train(DATA, ValidationData.NONE, until(3));
            trainer.writeResult(folder.resolve("models"), "small");
            Map<String, Constant> weights = trainer.network().weights();
            for (String suffix : List.of(".safetensors", ".onnx")) {
                DeblurNetwork loaded = DeblurNetworks.load(
                        ModelSource.of(folder.resolve("models/small" + suffix)), DeblurModelOptions.DEFAULT);
                assertEquals("SegNAFNet", loaded.info().architecture());
                assertEquals(2, loaded.info().sizeMultiple());
                assertEquals(Padding.REFLECT, loaded.info().padding());
                MapUnit unit = assertInstanceOf(MapUnit.class, loaded.guidance());
                assertNotEquals(unit(), unit);
                assertEquals(weights, loaded.weights());
            }
        }
        assertEquals(
                Checkpoint.open(folder.resolve("models/small.safetensors")).names(),
                segNafNet().weights().keySet());
        try (var manager = PyTorch.get().newManager(ai.djl.Device.cpu());
                DataInputStream parameters =
                        new DataInputStream(Files.newInputStream(folder.resolve("models/small.params")))) {
            TrainableNetwork same = TrainableNetwork.of(segNafNet(), new MaskDropout());
            same.block().loadParameters(manager, parameters);
            assertEquals(
                    Checkpoint.open(folder.resolve("models/small.safetensors")).weight("intro.weight"),
                    same.weights().get("intro.weight"));
        }
    }

    @Test
    void validationRestoresImagesLikeThePipeline() {
        byte[] colours = new byte[3 * 15 * 21];
        new Random(3).nextBytes(colours);
        Image image = Image.ofRgb(new ImageSize(15, 21), colours);
        MaskSet masks = MaskSet.of(new ImageSize(15, 21), List.of(Mask.ofRuns(new ImageSize(15, 21), 40, 100)));
        Tensor validated;
        try (Trainer trainer = Trainer.start(folder.resolve("run"), segNafNet(), RECIPE, OneThread.OPTIONS)) {
            trainer.train(DATA, ValidationData.NONE, until(3));
            trainer.writeResult(folder, "small");
            validated = trainer.restore(image.toTensor(), masks);
        }
        try (Backend backend = djl().open(OneThread.OPTIONS);
                DeblurModel result = backend.loadDeblurModel(
                        ModelSource.of(folder.resolve("small.safetensors")), DeblurModelOptions.DEFAULT);
                SamDeblur deblur = SamDeblur.builder()
                        .deblurModel(result)
                        .grouping(Grouping.NONE)
                        .build()) {
            float[] output = deblur.deblur(image, masks).networkOutput().toArray();
            float[] seen = validated.toArray();
            for (int i = 0; i < seen.length; i++) {
                assertEquals(Math.min(1, Math.max(0, output[i])), seen[i], 1e-5f);
            }
        }
    }

    @Test
    void aTrainingOfADjlBlockCanBeResumed() {
        TrainingRecipe recipe = RECIPE.withSteps(6).withIntervals(6, 3);
        Path atOnce = folder.resolve("at-once");
        try (Trainer trainer = Trainer.start(atOnce, convolution(), recipe, OneThread.OPTIONS)) {
            trainer.train(DATA, ValidationData.NONE, until(3));
        }
        // the layer's first weights are drawn by DJL, so both ways begin after three steps
        Path copy = copied(atOnce, folder.resolve("copy"));
        Map<String, Constant> first = finished(atOnce);
        assertEquals(first, finished(copy));
    }

    private static Map<String, Constant> finished(Path run) {
        TrainableNetwork network = convolution();
        try (Trainer trainer = Trainer.resume(run, network, OneThread.OPTIONS)) {
            assertEquals(3, trainer.steps());
            trainer.train(DATA, ValidationData.NONE, TrainingListener.NONE);
            return network.weights();
        }
    }

    private static TrainableNetwork convolution() {
        Conv2d layer = Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(3)
                .build();
        return TrainableNetwork.of(new MapBlock(MapEncoder.random(2, 5), new MaskDropout(), layer), 1);
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

    @Test
    void theNewestTwoCheckpointsAreKept() throws IOException {
        trained(folder.resolve("run"), RECIPE);
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            assertEquals(
                    List.of(
                            "checkpoint-000000015",
                            "checkpoint-000000020",
                            "network.onnx",
                            "recipe.json",
                            "training.lock"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void foldersOfTheUserAreNotTakenForCheckpoints() throws IOException {
        Path run = folder.resolve("run");
        try (Trainer trainer = Trainer.start(run, segNafNet(), RECIPE, OneThread.OPTIONS)) {
            trainer.train(DATA, ValidationData.NONE, until(5));
        }
        copied(run.resolve("checkpoint-000000005"), run.resolve("checkpoint-000000001-mine"));
        Files.createDirectory(run.resolve("checkpoint-best"));

        resumed(run);

        try (Stream<Path> files = Files.list(run)) {
            assertEquals(
                    List.of(
                            "checkpoint-000000001-mine",
                            "checkpoint-000000015",
                            "checkpoint-000000020",
                            "checkpoint-best",
                            "network.onnx",
                            "recipe.json",
                            "training.lock"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.exists(run.resolve("checkpoint-000000001-mine/state.json")));
    }

    @Test
    void anIncompleteCheckpointIsRemoved() throws IOException {
        Path run = folder.resolve("run");
        Trainer.start(run, segNafNet(), RECIPE, OneThread.OPTIONS).close();
        Path unfinished = Files.createDirectory(run.resolve(".samdeblur-0815.part"));
        Files.createFile(unfinished.resolve("weights.safetensors"));

        assertEquals(0, stepsResumed(run));

        assertFalse(Files.exists(unfinished));
    }

    @Test
    void notesAreKeptBesideTheTraining() throws IOException {
        Path run = folder.resolve("run");
        Trainer.start(run, segNafNet(), RECIPE, OneThread.OPTIONS, Map.of("notes.txt", "mine"))
                .close();

        assertEquals("mine", Files.readString(run.resolve("notes.txt")));
        assertEquals(0, stepsResumed(run));
    }

    @Test
    void foldersInUseOrWithoutATrainingAreRefused() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThrows(SamDeblurException.class, () -> Trainer.start(folder, segNafNet(), RECIPE, OneThread.OPTIONS));
        assertThrows(SamDeblurException.class, () -> Trainer.resume(folder, OneThread.OPTIONS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void aStepRunsOnTheRequestedThreadsUpToTheNumberOfProcessors(int threads) {
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(threads);
        try (Trainer trainer = Trainer.start(folder.resolve("run"), segNafNet(), RECIPE.withSteps(1), options)) {
            trainer.train(DATA, ValidationData.NONE, step -> {
                int processors = Runtime.getRuntime().availableProcessors();
                assertEquals(Math.min(threads, processors), JniUtils.getNumThreads());
                return true;
            });
        }
    }

    @Test
    void aRefusedStartLeavesNothingBehind() {
        Path run = folder.resolve("run");
        BackendOptions nowhere = BackendOptions.DEFAULT.withDevice(new Device("abacus", 0));
        assertThrows(DeviceUnavailableException.class, () -> Trainer.start(run, segNafNet(), RECIPE, nowhere));
        SamDeblurException e = assertThrows(
                SamDeblurException.class,
                () -> Trainer.start(run, segNafNet(), RECIPE.withBatch(2, 21), OneThread.OPTIONS));
        assertTrue(e.getMessage().contains("multiples of 2, not patches of 21×21; make them of 22"), e.getMessage());
        assertFalse(Files.exists(run));
    }

    @Test
    void aLossThatIsNotANumberStopsTheTrainingAndChangesNoWeights() {
        Tensor unknown = Tensor.of(new float[3 * SIZE * SIZE], 1, 3, SIZE, SIZE);
        Tensor broken = Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(Float.NaN);
                    }
                },
                1,
                3,
                SIZE,
                SIZE);
        DeblurNetwork network = DeblurNetworks.untrained(DESIGN, MaskGuidance.none(), 1);
        try (Trainer trainer = Trainer.start(folder.resolve("run"), network, RECIPE, OneThread.OPTIONS)) {
            TrainingData data = step -> TrainingBatch.withoutMasks(broken, unknown);
            SamDeblurException e = assertThrows(
                    SamDeblurException.class, () -> trainer.train(data, ValidationData.NONE, TrainingListener.NONE));
            assertTrue(e.getMessage().contains("NaN"), e.getMessage());
            assertTrue(e.getMessage().contains("--model DIR/checkpoint-"), e.getMessage());
            assertEquals(network.weights(), trainer.network().weights());

            TrainingListener listener = until(1);
            trainer.train(DATA, ValidationData.NONE, listener);
            Map<String, Constant> retried = trainer.network().weights();
            try (Trainer other = Trainer.start(folder.resolve("other"), network, RECIPE, OneThread.OPTIONS)) {
                other.train(DATA, ValidationData.NONE, listener);
                assertEquals(other.network().weights(), retried, "the failed step has left gradients behind");
            }
        }
    }

    @Test
    void twoTrainingsInOneProcessTakeTurns() throws Exception {
        Map<String, Constant> alone = trained(folder.resolve("alone"), RECIPE.withSteps(5));
        List<Thread> threads = new ArrayList<>();
        List<Map<String, Constant>> results = Collections.synchronizedList(new ArrayList<>());
        for (String name : List.of("first", "second")) {
            threads.add(new Thread(() -> {
                results.add(trained(folder.resolve(name), RECIPE.withSteps(5)));
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(alone, alone), results);
    }

    /**
     * Resident memory after each hundred of steps. What a training leaked would be missing in every hundred; what the JVM takes or
     * gives back, as it compiles and when it first collects all its garbage, tens of megabytes, shows in one or two of them. So the
     * middle one of five counts.
     */
    @Test
    void fiveHundredStepsLeaveNothingBehind() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
        int size = 48;
        TrainingBatch batch = Drawn.batches(7, 2, size).batch(0);
        TrainingRecipe recipe = RECIPE.withSteps(1000).withBatch(2, size).withIntervals(1000, 1000);
        List<Long> kilobytes = new ArrayList<>();
        List<Integer> arrays = new ArrayList<>();
        try (Trainer trainer = Trainer.start(folder.resolve("run"), segNafNet(), recipe, OneThread.OPTIONS)) {
            trainer.train(step -> batch, ValidationData.NONE, step -> {
                if (step.step() >= 500 && step.step() % 100 == 0) {
                    kilobytes.add(settledKilobytes());
                    arrays.add(trainer.arrays());
                }
                return true;
            });
        }
        assertEquals(Collections.nCopies(6, arrays.get(0)), arrays);
        long[] grown = IntStream.range(0, 5)
                .mapToLong(i -> kilobytes.get(i + 1) - kilobytes.get(i))
                .sorted()
                .toArray();
        // a feature map takes 74 kB, and a step makes dozens: were one of each step kept, 7200 would be missing
        assertTrue(grown[2] < 4000, "resident memory in kB went " + kilobytes);
    }

    /** What stays after collecting garbage: Java lets go of heap and of buffers' memory some time after each collection. */
    private static long settledKilobytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 8; i++) {
            System.gc();
            LockSupport.parkNanos(50_000_000);
            least = Math.min(least, residentKilobytes());
        }
        return least;
    }

    private static long residentKilobytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BackendProvider djl() {
        return Backends.installed().providers().stream()
                .filter(provider -> provider.name().equals("djl"))
                .findFirst()
                .orElseThrow();
    }
}
