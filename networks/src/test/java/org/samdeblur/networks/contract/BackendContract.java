package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.Tiling;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

/**
 * What every backend has to show, whatever runs its graphs: the published networks' outputs, plain and rewritten, and the
 * promises of {@link Backend} and {@link DeblurModel}. A backend's test extends this class.
 */
public abstract class BackendContract {
    private static final int THREADS = 8;

    private Backend backend;

    /** For subclasses. */
    protected BackendContract() {}

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

    /** A network, what goes in, and what the published implementation gave. */
    private record Case(String model, Pooling pooling, String image, MaskSet masks, String expected) {
        @Override
        public String toString() {
            return expected;
        }
    }

    static Stream<Arguments> published() {
        Image image = Golden.image("nafnet/input.png");
        MaskSet none = noMasks(image);
        int[] everywhere = new int[image.height() * image.width()];
        Image tlc = Golden.image("nafnet/tlc_input.png");
        MaskSet noneOnTlc = noMasks(tlc);
        List<Case> cases = List.of(
                new Case("nafnet.pth", Pooling.GLOBAL, "input.png", none, "nafnet_out.npy"),
                new Case(
                        "segnafnet.pth",
                        Pooling.GLOBAL,
                        "input.png",
                        Golden.masks("nafnet/masks_partition.npz"),
                        "segnafnet_out_partition.npy"),
                new Case(
                        "segnafnet.pth",
                        Pooling.GLOBAL,
                        "input.png",
                        Golden.masks("nafnet/masks_overlapping.npz"),
                        "segnafnet_out_overlapping.npy"),
                new Case(
                        "segnafnet.pth",
                        Pooling.GLOBAL,
                        "input.png",
                        MaskSet.ofLabels(image.size(), everywhere),
                        "segnafnet_out_full_mask.npy"),
                new Case(
                        "masknafnet.pth",
                        Pooling.GLOBAL,
                        "input.png",
                        Golden.greyCodes("nafnet/masknafnet_graymask.png"),
                        "masknafnet_out.npy"),
                new Case("nafnet.pth", Pooling.GLOBAL, "tlc_input.png", noneOnTlc, "tlc_global_nafnet_out.npy"),
                new Case("nafnet.pth", Pooling.LOCAL, "tlc_input.png", noneOnTlc, "tlc_nafnet_out.npy"),
                new Case(
                        "segnafnet.pth",
                        Pooling.LOCAL,
                        "tlc_input.png",
                        Golden.masks("nafnet/tlc_masks_partition.npz"),
                        "tlc_segnafnet_out.npy"));
        return cases.stream().flatMap(given -> Stream.of(GraphForm.values()).map(form -> Arguments.of(given, form)));
    }

    @ParameterizedTest
    @MethodSource("published")
    void givesWhatThePublishedNetworkGives(Case given, GraphForm form) {
        ModelSource source = ModelSource.of(Golden.file("nafnet/" + given.model()));
        Image image = Golden.image("nafnet/" + given.image());

        Tensor output = deblurred(
                source,
                DeblurModelOptions.DEFAULT.withPooling(given.pooling()).withGraphForm(form),
                image,
                given.masks());

        Golden.assertClose(Golden.tensor("nafnet/" + given.expected()), output, Golden.TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void givesWhatDmphnGives(GraphForm form) {
        ModelSource source = ModelSource.of(Golden.shared("models/dmphn"));
        Image image = Image.read(Golden.shared("golden/dmphn/input.png"));
        Tensor expected = NpyFiles.read(Golden.shared("golden/dmphn/output.npy"));

        Tensor output = deblurred(source, DeblurModelOptions.DEFAULT.withGraphForm(form), image, noMasks(image));

        Golden.assertClose(expected, output, Golden.TOLERANCE);
    }

    static Stream<Arguments> foreign() {
        return Stream.of("restorer3_dynamic", "restorer3_static", "restorer5_dynamic", "restorer5_static")
                .flatMap(name -> Stream.of(GraphForm.values()).map(form -> Arguments.of(name, form)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void runsOnnxFilesOfOthers(String name, GraphForm form) {
        ModelSource source = ModelSource.of(Golden.file("foreign/" + name + ".onnx"));
        String given = name.substring(0, name.indexOf('_'));
        try (DeblurModel model = backend.loadDeblurModel(source, DeblurModelOptions.DEFAULT.withGraphForm(form))) {
            Tensor output = model.run(Golden.unbatched("foreign/" + given + "_input.npy"));

            Golden.assertClose(Golden.unbatched("foreign/" + given + "_output.npy"), output, Golden.TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void runsOnnxFilesOfOthersOnOddSizes(GraphForm form) {
        ModelSource source = ModelSource.of(Golden.file("foreign/restorer5_dynamic.onnx"));
        DeblurModelOptions options = DeblurModelOptions.DEFAULT.withGraphForm(form);
        try (DeblurModel model = backend.loadDeblurModel(source, options);
                SamDeblur deblur = untiled(model)) {
            Tensor output = deblur.restore(Golden.unbatched("foreign/restorer5_odd_input.npy"), Progress.NONE);

            Golden.assertClose(Golden.unbatched("foreign/restorer5_odd_output.npy"), output, Golden.TOLERANCE);
        }
    }

    @Test
    void wrapsNetworksOfMoreChannelsBehindAMapUnit() {
        ModelSource source = ModelSource.of(Golden.file("foreign/restorer5_dynamic.onnx"));
        MapUnit unit = MapUnit.of(MapEncoder.random(2, 1));
        Image image = Golden.image("nafnet/input.png");
        MaskSet masks = Golden.masks("nafnet/masks_partition.npz");
        try (DeblurModel model = unit.wrap(backend.loadDeblurModel(source, DeblurModelOptions.DEFAULT));
                SamDeblur deblur = untiled(model)) {
            Tensor input = Tensor.concat(image.toTensor(), unit.guide(image.toTensor(), masks));

            assertEquals(
                    deblur.restore(input, Progress.NONE),
                    deblur.deblur(image, masks).networkOutput());
        }
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void convertedNetworksGiveTheSame(GraphForm form, @TempDir Path folder) {
        DeblurNetwork network =
                DeblurNetworks.load(ModelSource.of(Golden.file("nafnet/segnafnet.pth")), DeblurModelOptions.DEFAULT);
        Path file = folder.resolve("converted.onnx");
        Graph graph = form == GraphForm.PLAIN ? network.graph() : GraphRewriter.rewrite(network.graph());
        OnnxFiles.write(graph, file);

        Tensor output = deblurred(
                ModelSource.of(file),
                DeblurModelOptions.DEFAULT,
                Golden.image("nafnet/input.png"),
                Golden.masks("nafnet/masks_partition.npz"));

        Golden.assertClose(Golden.tensor("nafnet/segnafnet_out_partition.npy"), output, Golden.TOLERANCE);
    }

    @Test
    void localMeansOverAtLeastTheWholeMapAreGlobalMeans(@TempDir Path folder) throws IOException {
        // without config.json beside it the published window holds, which is larger than the image
        Path checkpoint = Files.copy(Golden.file("nafnet/nafnet.pth"), folder.resolve("nafnet.pth"));
        DeblurModelOptions local = DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL);
        Image image = Golden.image("nafnet/tlc_input.png");

        Tensor output = deblurred(ModelSource.of(checkpoint), local, image, noMasks(image));

        Golden.assertClose(Golden.tensor("nafnet/tlc_global_nafnet_out.npy"), output, Golden.TOLERANCE);
    }

    @Test
    void embeddedModelCorrectsAnImageALittle() {
        Image image = Golden.image("nafnet/input.png");

        Tensor output = deblurred(ModelSource.embeddedFast(), DeblurModelOptions.DEFAULT, image, noMasks(image));

        float change = Golden.largestDifference(image.toTensor(), output);
        assertTrue(change > 0 && change < 1, () -> "changed by " + change);
    }

    @Test
    void manyThreadsGetWhatOneGets() throws Exception {
        try (DeblurModel model = load("nafnet.pth")) {
            List<Tensor> inputs =
                    IntStream.range(0, THREADS).mapToObj(BackendContract::noise).toList();
            List<Tensor> alone = inputs.stream().map(model::run).toList();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Callable<Tensor>> calls = inputs.stream()
                        .map(input -> (Callable<Tensor>) () -> model.run(input))
                        .toList();
                List<Future<Tensor>> together = threads.invokeAll(calls);
                for (int i = 0; i < THREADS; i++) {
                    Golden.assertClose(alone.get(i), together.get(i).get(), 1e-6f);
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    private static Tensor noise(int seed) {
        Random random = new Random(seed);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(random.nextFloat());
                    }
                },
                3,
                64 + 8 * seed,
                72);
    }

    @Test
    void closedModelsRefuseToRun() {
        DeblurModel model = load("nafnet.pth");
        Tensor input = noise(0);
        model.run(input);

        model.close();
        model.close();

        assertThrows(IllegalStateException.class, () -> model.run(input));
    }

    @Test
    void closedBackendsRefuseToLoad() {
        backend.close();
        backend.close();

        assertThrows(IllegalStateException.class, () -> load("nafnet.pth"));
    }

    @Test
    void refusesInputsThatDoNotFit() {
        try (DeblurModel model = load("nafnet.pth");
                DeblurModel fixed = backend.loadDeblurModel(
                        ModelSource.of(Golden.file("foreign/restorer3_static.onnx")), DeblurModelOptions.DEFAULT)) {
            assertAll(
                    () -> assertRefused("[3, H, W]", model, 5, 64, 64),
                    () -> assertRefused("multiples of 8", model, 3, 64, 65),
                    () -> assertRefused("58×42", fixed, 3, 64, 64));
        }
    }

    private static void assertRefused(String reason, DeblurModel model, int... shape) {
        Tensor input = Tensor.zeros(shape);
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> model.run(input));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
    }

    @Test
    void refusesFilesThatAreNoNetworks(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("network.onnx"), "not a network");
        Path empty = Files.createFile(folder.resolve("empty.pth"));
        Path missing = folder.resolve("missing.pth");
        for (Path file : List.of(text, empty, missing, folder)) {
            ModelSource source = ModelSource.of(file);
            Exception refusal = assertThrows(
                    InvalidModelException.class, () -> backend.loadDeblurModel(source, DeblurModelOptions.DEFAULT));
            assertTrue(refusal.getMessage().contains(file.toString()), refusal::getMessage);
            assertFalse(refusal.getMessage().contains("\n"), refusal::getMessage);
        }
    }

    @Test
    void namesTheFileOfANetworkThatTheRuntimeDoesNotTake(@TempDir Path folder) {
        Axis[] axes = {Axis.fixed(1), Axis.fixed(3), Axis.any("height"), Axis.any("width")};
        GraphBuilder graph = new GraphBuilder("magic");
        graph.output("sharp", graph.op("Sharpen", graph.input("image", axes)), axes);
        Path file = folder.resolve("magic.onnx");
        OnnxFiles.write(graph.build(), file);

        Exception refusal = assertThrows(
                InvalidModelException.class,
                () -> backend.loadDeblurModel(ModelSource.of(file), DeblurModelOptions.DEFAULT));

        assertTrue(refusal.getMessage().contains(file.toString()), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("Sharpen"), refusal::getMessage);
    }

    private DeblurModel load(String checkpoint) {
        return backend.loadDeblurModel(ModelSource.of(Golden.file("nafnet/" + checkpoint)), DeblurModelOptions.DEFAULT);
    }

    /** The network's output behind the whole pipeline but tiles: masks, padding, cropping. */
    private Tensor deblurred(ModelSource source, DeblurModelOptions options, Image image, MaskSet masks) {
        try (DeblurModel model = backend.loadDeblurModel(source, options);
                SamDeblur deblur = untiled(model)) {
            return deblur.deblur(image, masks).networkOutput();
        }
    }

    private static SamDeblur untiled(DeblurModel model) {
        return SamDeblur.builder()
                .deblurModel(model)
                .grouping(Grouping.NONE)
                .tiling(Tiling.off())
                .build();
    }

    private static MaskSet noMasks(Image image) {
        return MaskSet.empty(image.size());
    }
}
