package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

class OnnxDeblurNetworkTest {
    private static final Axis ONE = Axis.fixed(1);
    private static final Axis THREE = Axis.fixed(3);
    private static final Axis ANY = Axis.any("n");

    @TempDir
    Path folder;

    @Test
    void networksOfOthersTakeAnySizeOrOne() {
        assertEquals(Optional.empty(), foreign("restorer5_dynamic").info().fixedSize());
        assertEquals(
                Optional.of(new ImageSize(42, 58)),
                foreign("restorer5_static").info().fixedSize());
    }

    @Test
    void networksOfOthersHaveNoGuidanceOfTheirOwn() {
        DeblurNetwork network = foreign("restorer5_dynamic");

        assertEquals(5, network.info().inputChannels());
        assertEquals(1, network.info().sizeMultiple());
        assertEquals(Padding.ZERO, network.info().padding());
        assertEquals(MaskGuidance.none(), network.guidance());
        assertEquals("restorer5_dynamic.onnx", network.info().name());
    }

    @Test
    void networksWrittenHereComeBackAsWhatTheyWere() {
        Path checkpoint = Path.of(System.getProperty("samdeblur.golden"), "nafnet", "segnafnet.pth");
        DeblurNetwork original = DeblurNetworks.load(ModelSource.of(checkpoint), DeblurModelOptions.DEFAULT)
                .withPadding(Padding.REFLECT);
        Path file = folder.resolve("segnafnet.onnx");
        OnnxFiles.write(original.graph(), file);

        DeblurNetwork read = OnnxDeblurNetwork.read(file, DeblurModelOptions.DEFAULT);

        assertEquals("SegNAFNet", read.info().architecture());
        assertEquals(8, read.info().sizeMultiple());
        assertEquals(Padding.REFLECT, read.info().padding());
        assertEquals(
                assertInstanceOf(MapUnit.class, original.guidance()).encoder(),
                assertInstanceOf(MapUnit.class, read.guidance()).encoder());
        assertEquals(original.graph(), read.graph());
    }

    @Test
    void anOutputThatDoesNotDependOnTheImageIsRefused() {
        Axis side = Axis.fixed(16);
        GraphBuilder graph = new GraphBuilder("constant");
        graph.input("image", ONE, THREE, side, side);
        String given = graph.constant(Constant.of(Tensor.zeros(1, 3, 16, 16)));
        graph.output("sharp", graph.add(given, given), ONE, THREE, side, side);

        assertRefused(graph.build(), "its output 'sharp' does not depend on the image");
    }

    @Test
    void saysWhichInputsItFound() {
        GraphBuilder graph = new GraphBuilder("two");
        String a = graph.input("image", ONE, THREE, ANY, ANY);
        String b = graph.input("mask", ONE, ONE, ANY, ANY);
        graph.output("sharp", graph.mul(a, b), ONE, THREE, ANY, ANY);

        assertRefused(graph.build(), "it has 2 inputs, ['image' FLOAT[1, 3, n, n], 'mask' FLOAT[1, 1, n, n]]");
    }

    @Test
    void refusesInputsThatAreNoImages() {
        assertRefused(identity(ElementType.FLOAT, ONE, THREE, ANY), "its input 'x' FLOAT[1, 3, n] is not an image");
        assertRefused(
                identity(ElementType.INT8, ONE, THREE, ANY, ANY), "its input 'x' INT8[1, 3, n, n] is not an image");
        assertRefused(identity(ElementType.FLOAT, Axis.fixed(4), THREE, ANY, ANY), "is not an image");
    }

    @Test
    void refusesOtherNumbersOfChannels() {
        assertRefused(identity(ElementType.FLOAT, ONE, ONE, ANY, ANY), "its input has 1 channels");
        assertRefused(
                identity(ElementType.FLOAT, ONE, Axis.fixed(5), ANY, ANY),
                "the shape of its output is [1, 5, 192, 448]");
    }

    @Test
    void refusesSizesFixedByHalf() {
        assertRefused(identity(ElementType.FLOAT, ONE, THREE, Axis.fixed(64), ANY), "fixes one of height and width");
    }

    @Test
    void saysWhenTheMetadataDoNotFitTheInput() {
        Map<String, String> mask = Map.of("samdeblur.architecture", "MaskNAFNet", "samdeblur.guidance", "grey-codes");
        assertRefused(
                identity(ElementType.FLOAT, ONE, THREE, ANY, ANY).withMetadata(mask),
                "its input has 3 channels, but its metadata names guidance of 1");
    }

    @Test
    void saysWhichFileHasMetadataThatMakeNoSense() {
        Map<String, String> odd = Map.of("samdeblur.architecture", "NAFNet", "samdeblur.size_multiple", "many");
        assertRefused(identity(ElementType.FLOAT, ONE, THREE, ANY, ANY).withMetadata(odd), "'many'");
    }

    @Test
    void refusesToMakePoolsLocal() {
        ModelSource source = ModelSource.of(golden("restorer3_dynamic"));
        DeblurModelOptions local =
                DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL).withGraphForm(GraphForm.PLAIN);

        Exception refusal = assertThrows(InvalidModelException.class, () -> DeblurNetworks.load(source, local));

        assertTrue(refusal.getMessage().contains("TLC"), refusal::getMessage);
    }

    private static Graph identity(ElementType type, Axis... axes) {
        GraphBuilder graph = new GraphBuilder("identity");
        String x = graph.input(new Value("x", type, List.of(axes)));
        graph.output(new Value("y", type, List.of(axes)), graph.identity(x));
        return graph.build();
    }

    private void assertRefused(Graph graph, String reason) {
        Path file = folder.resolve("network.onnx");
        OnnxFiles.write(graph, file);
        Exception refusal = assertThrows(
                InvalidModelException.class, () -> OnnxDeblurNetwork.read(file, DeblurModelOptions.DEFAULT));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertTrue(refusal.getMessage().startsWith(file.toString()), refusal::getMessage);
    }

    private static DeblurNetwork foreign(String name) {
        return OnnxDeblurNetwork.read(golden(name), DeblurModelOptions.DEFAULT);
    }

    private static Path golden(String name) {
        return Path.of(System.getProperty("samdeblur.golden"), "foreign", name + ".onnx");
    }
}
