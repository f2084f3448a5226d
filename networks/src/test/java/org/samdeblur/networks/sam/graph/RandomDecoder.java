package org.samdeblur.networks.sam.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.contract.RandomMaskDecoder;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;

/** A decoder of the published sizes with random weights, in all its forms. */
public final class RandomDecoder implements Checkpoint {
    public static final SamShape PUBLISHED = new SamShape(1024, 256, 64);

    private final Checkpoint weights = RandomMaskDecoder.create();

    private RandomDecoder() {}

    public static RandomDecoder create() {
        return new RandomDecoder();
    }

    DecoderLayout layout() {
        return DecoderLayout.of(new WeightShapes("Segment Anything", this), SamConfig.published());
    }

    public Graph plain() {
        return PlainDecoder.write(layout(), PUBLISHED, graphs());
    }

    public DecoderStages stages() {
        return StagedDecoder.write(layout(), PUBLISHED, graphs());
    }

    private CheckpointGraph graphs() {
        return CheckpointGraph.of("Segment Anything", this);
    }

    @Override
    public Path file() {
        return weights.file();
    }

    @Override
    public Set<String> names() {
        return weights.names();
    }

    @Override
    public List<Integer> shape(String name) {
        return weights.shape(name);
    }

    @Override
    public Constant weight(String name) {
        return weights.weight(name);
    }
}
