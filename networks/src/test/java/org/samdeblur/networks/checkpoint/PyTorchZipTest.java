package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

class PyTorchZipTest {
    private static final Path GOLDEN = Path.of(System.getProperty("samdeblur.golden"));

    @Test
    void aPublishedStateDictIsReadInItsOrder() {
        Checkpoint checkpoint = Checkpoint.open(GOLDEN.resolve("nafnet/segnafnet.pth"));

        assertEquals(161, checkpoint.names().size());
        assertEquals(
                List.of("pre_seg.weight", "pre_seg.bias", "pre_seg_in.weight"),
                checkpoint.names().stream().limit(3).toList());
        assertEquals(List.of(2, 3, 3, 3), checkpoint.shape("pre_seg.weight"));
    }

    @Test
    void aWeightIsMappedFromTheFile() {
        Constant weight =
                Checkpoint.open(GOLDEN.resolve("nafnet/segnafnet.pth")).weight("pre_seg.weight");

        assertEquals(ElementType.FLOAT, weight.type());
        assertTrue(weight.data().isDirect());
        FloatBuffer values = weight.data().asFloatBuffer();
        assertEquals(54, values.remaining());
    }
}
