package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.graph.Graph;

/** The small encoder has windows that do not divide its maps, and pools queries in windows and in the whole map. */
class HieraEncoderTest {
    private static final Sam2Weights WEIGHTS = Sam2Weights.of(Checkpoint.open(SmallSam2.file("sam2.pt")));
    private static final HieraLayout LAYOUT = HieraLayout.of(
            new WeightShapes("SAM 2", WEIGHTS.encoder()),
            HieraConfig.beside(SmallSam2.file("sam2.pt")),
            WEIGHTS.release());

    @Test
    void embedsAnImageAsThePublishedCodeDoes() {
        Map<String, Tensor> made = run(LAYOUT.write(graphs()));

        assertClose("embedding", made.get(DecoderNames.EMBEDDING));
        assertClose("high_res_0", made.get(DecoderNames.FINER.get(0)));
        assertClose("high_res_1", made.get(DecoderNames.FINER.get(1)));
    }

    @Test
    void attentionInPartsIsTheSame() {
        Graph whole = HieraEncoder.write(LAYOUT, graphs(), Integer.MAX_VALUE);
        Graph parts = HieraEncoder.write(LAYOUT, graphs(), 1 << 10);

        assertTrue(
                parts.nodes().size() > 2 * whole.nodes().size(),
                () -> parts.nodes().size() + " nodes instead of "
                        + whole.nodes().size());
        Map<String, Tensor> expected = run(whole);
        run(parts).forEach((name, made) -> Golden.assertClose(expected.get(name), made, 1e-5f));
    }

    @Test
    void stagesEndWhereQueriesArePooled() {
        assertEquals(List.of(0, 2, 5, 6), LAYOUT.stageEnds());
        HieraLayout.Block first = LAYOUT.blocks().get(3);
        assertEquals(4, first.window(), "still that of the second stage");
        assertEquals(new Windows(16, 2, 64), first.outputWindows());
        assertEquals(16, LAYOUT.blocks().get(4).window(), "all of the map");
    }

    private static CheckpointGraph graphs() {
        return CheckpointGraph.of("SAM 2", WEIGHTS.encoder());
    }

    private static Map<String, Tensor> run(Graph encoder) {
        return SmallSam2.run(encoder, Map.of("image", SmallSam2.input(SmallSam2.network())));
    }

    /** The golden data ask for 1e-3. */
    private static void assertClose(String name, Tensor made) {
        Golden.assertClose(Golden.tensor("sam2/" + name + ".npy").reshape(made.shape()), made, 1e-4f);
    }
}
