package org.samdeblur.networks.maxim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.contract.MaximGolden;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;

class MaximTest {
    static List<MaximGolden> smallImages() {
        return MaximGolden.all().stream().filter(golden -> golden.image() < 2).toList();
    }

    @ParameterizedTest
    @MethodSource("smallImages")
    void givesWhatTheAuthorsCodeGives(MaximGolden golden) {
        DeblurNetwork network = load(golden);
        Tensor image = Image.read(golden.input()).toTensor();

        Tensor restored = OnnxRuntime.run(network.graph(), image.reshape(1, 3, image.dim(1), image.dim(2)));

        Tensor expected = NpyFiles.read(golden.output());
        assertTrue(OnnxRuntime.difference(expected.reshape(1, 3, image.dim(1), image.dim(2)), restored)
                <= MaximGolden.TOLERANCE);
    }

    @Test
    void isFilledUpAsItsAuthorsDo() {
        DeblurNetwork network = load(MaximGolden.all().get(0));

        assertEquals("MAXIM", network.info().architecture());
        assertEquals(32, network.info().sizeMultiple());
        assertEquals(Padding.REFLECT, network.info().padding());
        assertEquals(Placement.CENTER, network.info().placement());
    }

    private static DeblurNetwork load(MaximGolden golden) {
        DeblurModelOptions options = DeblurModelOptions.DEFAULT;
        return DeblurNetworks.load(
                ModelSource.of(golden.weights()),
                golden.stage() < golden.stages() ? options.withStages(golden.stage()) : options);
    }
}
