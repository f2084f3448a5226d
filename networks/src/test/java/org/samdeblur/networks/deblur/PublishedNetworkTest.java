package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Image;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.contract.PublishedNetwork;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;

/** What holds for every architecture, on the published networks. */
class PublishedNetworkTest {
    private static final MaskAveragePooling UNIT = new MaskAveragePooling(MapEncoder.random(2, 3));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PublishedNetwork.class)
    void isRecognisedAndKeepsNamesAndShapes(PublishedNetwork published) {
        DeblurNetwork network = load(published.weights());
        Checkpoint checkpoint = Checkpoint.open(published.weights())
                .knownAs(form -> Architectures.of(form).isPresent())
                .orElseThrow();

        assertEquals(published.architecture(), network.info().architecture());
        network.weights().forEach((name, weight) -> assertEquals(checkpoint.shape(name), weight.shape(), name));
    }

    @ParameterizedTest
    @EnumSource(PublishedNetwork.class)
    void comesBackFromItsOwnWeights(PublishedNetwork published) {
        DeblurNetwork network = load(published.weights());
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, network.weights());

        DeblurNetwork read = load(file);

        assertEquals(network.graph(), read.graph());
        assertEquals(network.info().parameters(), read.info().parameters());
    }

    @ParameterizedTest
    @EnumSource(PublishedNetwork.class)
    void isDescribedAlikeAfterConversion(PublishedNetwork published) {
        DeblurNetwork network = load(published.weights());
        Path file = folder.resolve("network.onnx");
        OnnxFiles.write(network.graph(), file);

        DeblurNetwork read = load(file);

        ModelInfo expected = network.info();
        ModelInfo actual = read.info();
        assertEquals(expected.architecture(), actual.architecture());
        assertEquals(expected.sizeMultiple(), actual.sizeMultiple());
        assertEquals(expected.padding(), actual.padding());
        assertEquals(expected.placement(), actual.placement());
        assertEquals(expected.isSquare(), actual.isSquare());
        assertEquals(expected.parameters(), actual.parameters());
    }

    @ParameterizedTest
    @EnumSource(PublishedNetwork.class)
    void computesTheSameWhenWidenedForMasks(PublishedNetwork published) {
        DeblurNetwork network = load(published.weights());
        DeblurNetwork wide = network.widened(UNIT);
        Tensor image = Image.read(published.input("a")).toTensor();
        Tensor masks = Tensor.create(
                values -> {
                    Random random = new Random(1);
                    while (values.hasRemaining()) {
                        values.put((float) random.nextGaussian());
                    }
                },
                2,
                image.dim(1),
                image.dim(2));

        Tensor expected = run(network, image);
        Tensor actual = run(wide, Tensor.concat(image, masks));

        assertTrue(OnnxRuntime.difference(expected, actual) <= 1e-5f);
        assertEquals(wide.weights(), reloaded(wide.weights()).weights());
    }

    private DeblurNetwork reloaded(Map<String, Constant> weights) {
        Path file = folder.resolve("wide.safetensors");
        Safetensors.write(file, weights);
        return load(file);
    }

    private static Tensor run(DeblurNetwork network, Tensor input) {
        Tensor batch = input.reshape(1, input.dim(0), input.dim(1), input.dim(2));
        return OnnxRuntime.run(network.graph(), batch);
    }

    private static DeblurNetwork load(Path file) {
        return DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
    }
}
