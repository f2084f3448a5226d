package org.samdeblur.backend.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.Device;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.DepthToSpace;
import org.tensorflow.op.nn.SpaceToDepth;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** SavedModels of whatever origin. */
class SavedModelLoaderTest {
    private static final String USUAL = "serving_default";

    @TempDir
    private Path parent;

    private final Backend backend = new TensorFlowBackendProvider()
            .open(BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(2));

    private StrangersModel model;

    @BeforeEach
    void begin() {
        model = new StrangersModel(); // after the backend, which loads TensorFlow's library
    }

    @AfterEach
    void close() {
        model.close();
        backend.close();
    }

    private DeblurModel load(Path folder) {
        return backend.loadDeblurModel(ModelSource.of(folder), DeblurModelOptions.DEFAULT);
    }

    private Operand<TFloat32> number(float value) {
        return model.ops().constant(value);
    }

    private static Tensor each(Tensor image, UnaryOperator<Float> function) {
        return Tensor.create(
                buffer -> {
                    for (float value : image.toArray()) {
                        buffer.put(function.apply(value));
                    }
                },
                image.shape());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void channelsMayComeFirstOrLast(boolean first) throws IOException {
        Operand<TFloat32> x = first ? model.input(-1, 3, -1, -1) : model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.mul(x, number(0.5f)));
        Tensor image = Graphs.random(3, 3, 5, 7);
        try (DeblurModel network = load(model.write(parent.resolve("half")))) {
            assertEquals("half", network.info().name());
            assertEquals("SavedModel", network.info().architecture());
            assertEquals(3, network.info().inputChannels());
            assertEquals(1, network.info().sizeMultiple());
            Golden.assertClose(each(image, value -> value / 2), network.run(image), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void furtherChannelsMayBeInTheImageOrBesideIt(boolean beside) throws IOException {
        Operand<TFloat32> colours;
        Operand<TFloat32> guidance;
        if (beside) {
            colours = model.input(1, -1, -1, 3);
            guidance = model.input(1, -1, -1, 3);
            model.signature(
                    USUAL,
                    Map.of("image", colours, "a", guidance),
                    Map.of("out", model.ops().math.sub(colours, guidance)));
        } else {
            Operand<TFloat32> all = model.input(1, -1, -1, 6);
            colours = channels(all, 0);
            guidance = channels(all, 3);
            model.signature(USUAL, all, model.ops().math.sub(colours, guidance));
        }
        Tensor image = Graphs.random(3, 3, 5, 7);
        Tensor guide = Graphs.random(4, 3, 5, 7);
        try (DeblurModel network = load(model.write(parent.resolve("guided"), "samdeblur.range=0 1"))) {
            assertEquals(6, network.info().inputChannels());
            Tensor made = network.run(Tensor.concat(image, guide));
            float[] minus = guide.toArray();
            float[] expected = image.toArray();
            IntStream.range(0, expected.length).forEach(i -> expected[i] -= minus[i]);
            Golden.assertClose(Tensor.of(expected, 3, 5, 7), made, 0);
        }
    }

    private Operand<TFloat32> channels(Operand<TFloat32> all, int from) {
        int[] begin = {0, 0, 0, from};
        int[] size = {-1, -1, -1, 3};
        return model.ops().slice(all, model.ops().constant(begin), model.ops().constant(size));
    }

    @Test
    void aRangeHoldsForImagesOnBothSides() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.sub(number(255), x));
        Tensor image = Graphs.random(3, 3, 5, 7);
        try (DeblurModel network = load(model.write(parent.resolve("negative"), "samdeblur.range = 0 255"))) {
            Golden.assertClose(each(image, value -> 1 - value), network.run(image), 1e-6f);
        }
    }

    @Test
    void theSizeMultipleIsTriedOut() throws IOException {
        try (DeblurModel network = load(inBlocksOfFour())) {
            assertEquals(4, network.info().sizeMultiple());
        }
    }

    private Path inBlocksOfFour(String... properties) throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        Operand<TFloat32> blocks = model.ops().nn.spaceToDepth(x, 4L, new SpaceToDepth.Options[0]);
        model.signature(USUAL, x, model.ops().nn.depthToSpace(blocks, 4L, new DepthToSpace.Options[0]));
        return model.write(parent.resolve("blocks"), properties);
    }

    @Test
    void whatFailsWhileItRunsSaysSoOnOneLine() throws IOException {
        try (DeblurModel network = load(inBlocksOfFour("samdeblur.architecture=Blocks", "samdeblur.size_multiple=1"))) {
            BackendException failure =
                    assertThrows(BackendException.class, () -> network.run(Graphs.random(3, 3, 6, 6)));
            assertTrue(failure.getMessage().contains("'blocks'"), failure.getMessage());
            assertEquals(1, failure.getMessage().lines().count());
        }
    }

    @Test
    void theOnlySizeThereIsIsKnown() throws IOException {
        Operand<TFloat32> x = model.input(1, 3, 32, 48);
        model.signature(USUAL, x, model.ops().math.neg(x));
        try (DeblurModel network = load(model.write(parent.resolve("fixed")))) {
            assertEquals(Optional.of(new ImageSize(32, 48)), network.info().fixedSize());
            Tensor image = Graphs.random(3, 3, 32, 48);
            Golden.assertClose(each(image, value -> -value), network.run(image), 0);
        }
    }

    @Test
    void theOnlySignatureIsTakenWhateverItsName() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature("restore", x, model.ops().math.neg(x));
        load(model.write(parent.resolve("one"))).close();
    }

    @Test
    void manyThreadsMayRunIt() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.neg(x));
        try (DeblurModel network = load(model.write(parent.resolve("shared")))) {
            IntStream.range(0, 40).parallel().forEach(i -> {
                Tensor image = Graphs.random(i, 3, 3 + i, 4);
                Golden.assertClose(each(image, value -> -value), network.run(image), 0);
            });
        }
    }

    @Test
    void aClosedNetworkRefusesToRun() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.neg(x));
        DeblurModel network = load(model.write(parent.resolve("closed")));
        network.close();
        network.close();
        assertThrows(IllegalStateException.class, () -> network.run(Graphs.random(3, 3, 4, 4)));
    }

    private void assertRefused(Path folder, String... parts) {
        String message =
                assertThrows(InvalidModelException.class, () -> load(folder)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(folder + ": "), message);
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
        }
    }

    @Test
    void aModelWithoutSignatureIsRefused() throws IOException {
        model.input(-1, -1, -1, 3);
        assertRefused(model.write(parent.resolve("none")), "no signature", USUAL);
    }

    @Test
    void oneOfSeveralSignaturesIsNotGuessed() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature("b", x, model.ops().math.neg(x)).signature("a", x, x);
        assertRefused(model.write(parent.resolve("several")), "a, b", USUAL);
    }

    @Test
    void twoImagesThatCannotBeToldApartAreRefused() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        Operand<TFloat32> y = model.input(-1, -1, -1, 3);
        model.signature(
                USUAL,
                Map.of("left", x, "right", y),
                Map.of("out", model.ops().math.add(x, y)));
        assertRefused(
                model.write(parent.resolve("stereo")),
                "'left' FLOAT[?, ?, ?, 3]",
                "'right'",
                "which input is the image");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        Operand<TFloat64> x = model.input(TFloat64.class, -1, -1, -1, 3);
        model.signature(USUAL, x, x);
        assertRefused(model.write(parent.resolve("doubles")), "DOUBLE", "32-bit");
    }

    @Test
    void severalOutputsAreRefused() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, Map.of("x", x), Map.of("fine", model.ops().math.neg(x), "coarse", x));
        assertRefused(model.write(parent.resolve("two")), "'coarse'", "'fine'");
    }

    @Test
    void coloursThatCannotBeFoundAreRefused() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, -1);
        model.signature(USUAL, x, x);
        assertRefused(model.write(parent.resolve("unknown")), "the channel axis cannot be determined");
    }

    @Test
    void aNetworkThatMakesSmallerImagesIsRefused() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 12);
        model.signature(USUAL, x, model.ops().nn.depthToSpace(x, 2L, new DepthToSpace.Options[0]));
        assertRefused(model.write(parent.resolve("larger")), "not a deblurring network", "[1, 3, 128, 128]");
    }

    @Test
    void aSignatureOfOperationsThatTheGraphLacksIsRefused() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, x);
        Path folder = model.write(parent.resolve("elsewhere"));
        Path file = folder.resolve("saved_model.pb");
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        String tensor = x.op().name() + ":0";
        String elsewhere = "x".repeat(x.op().name().length()) + ":0";
        assertTrue(content.contains(tensor));
        Files.writeString(file, content.replace(tensor, elsewhere), StandardCharsets.ISO_8859_1);

        assertRefused(folder, elsewhere);
    }

    @Test
    void aDamagedGraphIsRefused() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("damaged"));
        Files.writeString(folder.resolve("saved_model.pb"), "no protocol buffer");
        assertRefused(folder, "saved_model.pb", "damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"samdeblur.range=0-255", "samdeblur.range=1 1", "samdeblur.range=\\u00zz"})
    void aStrangeRangeIsRefused(String property) throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.neg(x));
        assertRefused(model.write(parent.resolve("range"), property));
    }

    @Test
    void guidanceOfOtherChannelsIsRefused() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.neg(x));
        assertRefused(
                model.write(parent.resolve("guidance"), "samdeblur.architecture=Grey", "samdeblur.guidance=grey-codes"),
                "3 channels",
                "guidance of 1");
    }

    @Test
    void localPoolsAreRefused() throws IOException {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.neg(x));
        ModelSource source = ModelSource.of(model.write(parent.resolve("tlc")));
        DeblurModelOptions local =
                DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL).withGraphForm(GraphForm.PLAIN);
        String message = assertThrows(InvalidModelException.class, () -> backend.loadDeblurModel(source, local))
                .getMessage();
        assertTrue(message.contains("TLC"), message);
    }

    @Test
    void aPointerInThePlaceOfTheGraphIsToldByWhatItIs() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("pointer"));
        Files.writeString(
                folder.resolve("saved_model.pb"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
        String message =
                assertThrows(InvalidModelException.class, () -> load(folder)).getMessage();
        assertTrue(message.contains("its saved_model.pb is a Git LFS pointer"), message);
    }

    @Test
    void aFolderWithoutGraphIsNoSavedModel() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("empty"));
        String message =
                assertThrows(InvalidModelException.class, () -> load(folder)).getMessage();
        assertTrue(message.contains("DMPHN"), message);
    }

    @Test
    void closingANetworkEndsItsThreads() throws Exception {
        Operand<TFloat32> x = model.input(-1, -1, -1, 3);
        model.signature(USUAL, x, model.ops().math.mul(x, number(0.5f)));
        Path folder = model.write(parent.resolve("half"));
        SessionThreads.requireEndedByClosing(() -> load(folder));
    }
}
