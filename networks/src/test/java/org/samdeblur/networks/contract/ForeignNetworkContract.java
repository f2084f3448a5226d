package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.Tiling;
import org.samdeblur.api.ValueRange;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * What every backend has to show of the forms in which strangers bring {@code .onnx} networks: whatever the form, an image of any
 * size comes out as the same network in our form has it. A backend's test extends this class.
 */
public abstract class ForeignNetworkContract {
    private static final Axis ONE = Axis.fixed(1);
    private static final Axis THREE = Axis.fixed(3);
    private static final Axis HEIGHT = Axis.any("h");
    private static final Axis WIDTH = Axis.any("w");
    private static final Axis ANY = Axis.any("");

    @TempDir
    private Path folder;

    private Backend backend;

    /** For subclasses. */
    protected ForeignNetworkContract() {}

    /**
     * Opens the backend on the processor.
     *
     * @return the backend, closed by this class
     */
    protected abstract Backend open();

    @BeforeEach
    void openBackend() {
        backend = open();
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    /** The U of a network: down by a factor, and up again to be added to what it was. */
    private static String u(GraphBuilder g, String image, int factor) {
        String down = g.conv(
                image, g.weight("down", Graphs.weight(1, 8, 3, factor, factor)), GraphBuilder.NONE, factor, 0, 1);
        String up = g.convTranspose(
                g.relu(down), g.weight("up", Graphs.weight(2, 8, 3, factor, factor)), GraphBuilder.NONE, factor, 0);
        return g.add(image, g.mul(up, g.scalar(0.1f)));
    }

    private static Graph net(int factor) {
        GraphBuilder g = new GraphBuilder("net");
        String image = g.input("image", ONE, THREE, HEIGHT, WIDTH);
        g.output("sharp", u(g, image, factor), ONE, THREE, HEIGHT, WIDTH);
        return g.build();
    }

    private ModelSource file(Graph graph) {
        Path file = folder.resolve("network.onnx");
        OnnxFiles.write(graph, file);
        return ModelSource.of(file);
    }

    private static Tensor photo(int height, int width) {
        Tensor noise = Graphs.random(3, 3, height, width);
        return Tensor.create(
                values -> {
                    for (int i = 0; i < noise.size(); i++) {
                        values.put(noise.data().get(i) + 0.5f);
                    }
                },
                3,
                height,
                width);
    }

    private Tensor restored(ModelSource source, DeblurModelOptions options, Tensor image) {
        try (DeblurModel model = backend.loadDeblurModel(source, options);
                SamDeblur deblur = SamDeblur.builder()
                        .deblurModel(model)
                        .segmenter(Segmenter.none())
                        .tiling(Tiling.off())
                        .build()) {
            return deblur.restore(image, Progress.NONE);
        }
    }

    private Tensor expected(int factor, Tensor image) {
        return restored(file(net(factor)), DeblurModelOptions.DEFAULT, image);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 8})
    void imagesOfAnySizeGoThroughNetworksOfAnyStride(int factor) {
        try (DeblurModel model = backend.loadDeblurModel(file(net(factor)), DeblurModelOptions.DEFAULT)) {
            assertEquals(factor, model.info().sizeMultiple());
        }
        assertArrayEquals(new int[] {3, 37, 53}, expected(factor, photo(37, 53)).shape());
    }

    @Test
    void aStatedMultipleOverrulesWhatIsFound() {
        DeblurModelOptions stated = DeblurModelOptions.DEFAULT.withSizeMultiple(12);
        try (DeblurModel model = backend.loadDeblurModel(file(net(4)), stated)) {
            assertEquals(12, model.info().sizeMultiple());
        }
    }

    @Test
    void propertiesOfTheFileCountEachByItself() {
        Map<String, String> properties = Map.of("samdeblur.size_multiple", "16", "samdeblur.padding", "reflect");
        try (DeblurModel model =
                backend.loadDeblurModel(file(net(4).withMetadata(properties)), DeblurModelOptions.DEFAULT)) {
            assertEquals(16, model.info().sizeMultiple());
            assertEquals(Padding.REFLECT, model.info().padding());
        }
    }

    private static Graph channelsLast(Axis height, Axis width, Axis channels) {
        GraphBuilder g = new GraphBuilder("last");
        String image = g.input("image", ONE, height, width, channels);
        String restored = u(g, g.transpose(image, 0, 3, 1, 2), 4);
        g.output("sharp", g.transpose(restored, 0, 2, 3, 1), ONE, height, width, channels);
        return g.build();
    }

    @Test
    void channelsMayComeLast() {
        Tensor image = photo(37, 53);
        Tensor expected = expected(4, image);

        Golden.assertClose(
                expected, restored(file(channelsLast(HEIGHT, WIDTH, THREE)), DeblurModelOptions.DEFAULT, image), 1e-5f);
        Golden.assertClose(
                expected, restored(file(channelsLast(ANY, ANY, ANY)), DeblurModelOptions.DEFAULT, image), 1e-5f);
    }

    @Test
    void channelsMayComeLastInImagesOfOneSize() {
        ModelSource source = file(channelsLast(Axis.fixed(36), Axis.fixed(52), THREE));
        try (DeblurModel model = backend.loadDeblurModel(source, DeblurModelOptions.DEFAULT)) {
            assertEquals(new ImageSize(36, 52), model.info().fixedSize().orElseThrow());
        }
        Tensor image = photo(36, 52);
        Tensor one = restored(source, DeblurModelOptions.DEFAULT, image);
        Golden.assertClose(expected(4, image), one, 1e-5f);
    }

    @Test
    void networksWithChannelsLastAreWidened() {
        DeblurNetwork plain = DeblurNetworks.load(file(channelsLast(HEIGHT, WIDTH, THREE)), DeblurModelOptions.DEFAULT);
        DeblurNetwork wide = plain.widened(new MaskAveragePooling(MapEncoder.random(2, 1)));
        Tensor image = photo(36, 52);
        MaskSet masks = MaskSet.ofLabels(new ImageSize(36, 52), new int[36 * 52]);
        try (DeblurModel model = backend.loadDeblurModel(file(wide.graph()), DeblurModelOptions.DEFAULT)) {
            assertEquals(5, model.info().inputChannels());
            Tensor guided = Tensor.concat(image, model.guidance().guide(image, masks));
            Golden.assertClose(expected(4, image), model.run(guided), 1e-5f);
        }
    }

    @Test
    void convertedKerasNetworksGiveWhatTheyGave() {
        ModelSource source = ModelSource.of(Golden.shared("cases/channels-last/network.onnx"));
        Image image = Image.read(Golden.shared("cases/channels-last/input.png"));

        Tensor output = restored(source, DeblurModelOptions.DEFAULT, image.toTensor());

        Golden.assertClose(NpyFiles.read(Golden.shared("cases/channels-last/output.npy")), output, 1e-4f);
    }

    @Test
    void theNumberOfChannelsMayBeLeftToTheConvolution() {
        Graph graph = net(2);
        Graph open = withSignature(
                graph,
                new Value("image", ElementType.FLOAT, List.of(ANY, ANY, ANY, ANY)),
                List.of(new Value("sharp", ElementType.FLOAT, List.of(ANY, ANY, ANY, ANY))));
        Tensor image = photo(37, 53);

        Golden.assertClose(expected(2, image), restored(file(open), DeblurModelOptions.DEFAULT, image), 1e-6f);
    }

    private static Graph withSignature(Graph graph, Value input, List<Value> outputs) {
        return new Graph(
                graph.name(),
                graph.opset(),
                List.of(input),
                outputs,
                graph.nodes(),
                graph.constants(),
                graph.metadata());
    }

    @Test
    void halfPrecisionIsReadAsWhatItSays() {
        Graph graph = net(2);
        Map<String, Constant> halves = new LinkedHashMap<>();
        Map<String, Constant> rounded = new LinkedHashMap<>();
        graph.constants().forEach((name, constant) -> {
            halves.put(name, half(constant));
            rounded.put(name, Constant.of(half(constant).toTensor()));
        });
        Graph withHalves = withSignature(
                        graph,
                        new Value("image", ElementType.FLOAT16, List.of(ONE, THREE, HEIGHT, WIDTH)),
                        List.of(new Value("sharp", ElementType.FLOAT16, List.of(ONE, THREE, HEIGHT, WIDTH))))
                .withBody(graph.nodes(), halves);
        Tensor image = photo(37, 53);
        Tensor expected = restored(file(graph.withBody(graph.nodes(), rounded)), DeblurModelOptions.DEFAULT, image);

        Golden.assertClose(expected, restored(file(withHalves), DeblurModelOptions.DEFAULT, image), 1e-6f);
    }

    /** Cuts floats down to normal halves, which is exact enough for a test that compares them with themselves. */
    private static Constant half(Constant constant) {
        Tensor values = constant.toTensor();
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values.toArray()) {
            int bits = Float.floatToRawIntBits(value);
            int exponent = (bits >>> 23 & 0xff) - 112;
            int sign = bits >>> 16 & 0x8000;
            bytes.putShort((short) (exponent <= 0 ? sign : sign | exponent << 10 | bits >>> 13 & 0x3ff));
        }
        return new Constant(ElementType.FLOAT16, constant.shape(), bytes.flip());
    }

    @Test
    void bytesAreReadAsBytes() {
        GraphBuilder g = new GraphBuilder("bytes");
        String image = g.input(new Value("image", ElementType.UINT8, List.of(ONE, HEIGHT, WIDTH, THREE)));
        String floats = g.div(cast(g, g.transpose(image, 0, 3, 1, 2), ElementType.FLOAT), g.scalar(255));
        String scaled = g.mul(u(g, floats, 2), g.scalar(255));
        String bounded = g.op("Clip", scaled, g.scalar(0), g.scalar(255));
        String bytes = cast(g, g.op("Round", bounded), ElementType.UINT8);
        g.output(
                new Value("sharp", ElementType.UINT8, List.of(ONE, HEIGHT, WIDTH, THREE)),
                g.transpose(bytes, 0, 2, 3, 1));
        Tensor image8 = inBytes(photo(37, 53));

        Tensor output = restored(file(g.build()), DeblurModelOptions.DEFAULT, image8);

        Tensor expected = inBytes(expected(2, image8));
        Golden.assertClose(expected, output, 1.01f / 255);
    }

    private static Tensor inBytes(Tensor image) {
        return Tensor.create(
                values -> {
                    for (float value : image.toArray()) {
                        values.put(Math.round(Math.min(Math.max(value, 0), 1) * 255) / 255f);
                    }
                },
                image.shape());
    }

    private static String cast(GraphBuilder g, String value, ElementType type) {
        return g.op("Cast", List.of(value), Map.of("to", Attribute.of((long) type.onnxCode())));
    }

    private static Graph ranged(float black, float white) {
        GraphBuilder g = new GraphBuilder("ranged");
        String image = g.input("image", ONE, THREE, HEIGHT, WIDTH);
        String unit = g.div(g.sub(image, g.scalar(black)), g.scalar(white - black));
        String sharp = g.add(g.mul(u(g, unit, 2), g.scalar(white - black)), g.scalar(black));
        g.output("sharp", sharp, ONE, THREE, HEIGHT, WIDTH);
        return g.build();
    }

    @Test
    void theRangeOfValuesIsStatedByCallersOrFiles() {
        Tensor image = photo(37, 53);
        Tensor expected = expected(2, image);
        for (ValueRange range : new ValueRange[] {new ValueRange(0, 255), new ValueRange(-1, 1)}) {
            Graph graph = ranged(range.black(), range.white());
            DeblurModelOptions options = DeblurModelOptions.DEFAULT.withValueRange(range);
            Graph stated = graph.withMetadata(Map.of("samdeblur.range", range.toString()));

            Golden.assertClose(expected, restored(file(graph), options, image), 1e-4f);
            Golden.assertClose(expected, restored(file(stated), DeblurModelOptions.DEFAULT, image), 1e-4f);

            Graph converted = DeblurNetworks.load(file(graph), options).graph();
            Golden.assertClose(expected, restored(file(converted), DeblurModelOptions.DEFAULT, image), 1e-4f);
        }
    }

    private static Graph severalOutputs(boolean twoImages) {
        GraphBuilder g = new GraphBuilder("several");
        String image = g.input("image", ONE, THREE, HEIGHT, WIDTH);
        String sharp = u(g, image, 2);
        String half = g.conv(image, g.weight("halving", Graphs.weight(5, 3, 3, 2, 2)), GraphBuilder.NONE, 2, 0, 1);
        String grey = g.conv(image, g.weight("greying", Graphs.weight(6, 1, 3, 1, 1)), GraphBuilder.NONE, 1, 0, 1);
        g.output("half", half, ONE, THREE, ANY, ANY);
        g.output("sharp", sharp, ONE, THREE, HEIGHT, WIDTH);
        g.output("grey", grey, ONE, ONE, HEIGHT, WIDTH);
        if (twoImages) {
            g.output("noise", g.sub(image, sharp), ONE, THREE, HEIGHT, WIDTH);
        }
        return g.build();
    }

    @Test
    void theOutputThatIsAnImageIsTaken() {
        Tensor image = photo(37, 53);
        Tensor expected = expected(2, image);

        Golden.assertClose(expected, restored(file(severalOutputs(false)), DeblurModelOptions.DEFAULT, image), 1e-6f);
        Golden.assertClose(
                expected,
                restored(file(severalOutputs(true)), DeblurModelOptions.DEFAULT.withOutput("sharp"), image),
                1e-6f);
    }

    @Test
    void ambiguousOutputsAreListed() {
        assertRefused(
                severalOutputs(true),
                DeblurModelOptions.DEFAULT,
                "'sharp'",
                "'noise'",
                "DeblurModelOptions.withOutput");
        assertRefused(severalOutputs(true), DeblurModelOptions.DEFAULT.withOutput("depth"), "'depth'", "'sharp'");
    }

    @Test
    void valuesBeyondAllMemoryAreRefusedBeforeTheyAreMade() {
        GraphBuilder padded = new GraphBuilder("padded");
        String image = padded.input("image", ONE, THREE, HEIGHT, WIDTH);
        String huge = padded.pad(image, GraphBuilder.PadMode.CONSTANT, 20_000, 20_000, 20_000, 20_000);
        padded.output("sharp", padded.add(image, padded.mean(huge, 2, 3)), ONE, THREE, HEIGHT, WIDTH);
        assertRefused(padded.build(), DeblurModelOptions.DEFAULT, "GB", "Pad");

        GraphBuilder filled = new GraphBuilder("filled");
        String small = filled.input("image", ONE, THREE, HEIGHT, WIDTH);
        String constant = filled.op("ConstantOfShape", filled.longs(1, 3, 40_000, 40_000));
        filled.output("sharp", filled.add(small, filled.mean(constant, 2, 3)), ONE, THREE, HEIGHT, WIDTH);
        assertRefused(filled.build(), DeblurModelOptions.DEFAULT, "GB", "ConstantOfShape");

        GraphBuilder doubled = new GraphBuilder("doubled");
        String first = doubled.input("image", ONE, THREE, HEIGHT, WIDTH);
        String value = first;
        for (int i = 0; i < 25; i++) {
            value = doubled.concat(1, value, value);
        }
        doubled.output("sharp", doubled.add(first, doubled.mean(value, 1, 2, 3)), ONE, THREE, HEIGHT, WIDTH);
        assertRefused(doubled.build(), DeblurModelOptions.DEFAULT, "GB", "Concat");
    }

    private void assertRefused(Graph graph, DeblurModelOptions options, String... parts) {
        ModelSource source = file(graph);
        Exception refusal = assertThrows(
                InvalidModelException.class,
                () -> backend.loadDeblurModel(source, options).close());
        assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
        for (String part : parts) {
            assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
        }
    }
}
