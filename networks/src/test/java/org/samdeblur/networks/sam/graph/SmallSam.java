package org.samdeblur.networks.sam.graph;

import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;

/** The decoder of the small model in the golden data. */
public final class SmallSam {
    public static final SamShape SHAPE = new SamShape(256, 64, 16);

    private static final Checkpoint CHECKPOINT = Checkpoint.open(file("sam.pth"));
    private static final int HEADS = 4;

    private SmallSam() {}

    public static Path file(String name) {
        return Path.of(System.getProperty("samdeblur.golden"), "sam", name);
    }

    static DecoderLayout layout() {
        SamConfig config = new SamConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(HEADS),
                Normalised.PUBLISHED);
        return DecoderLayout.of(new WeightShapes("Segment Anything", CHECKPOINT), config);
    }

    public static Graph plainDecoder() {
        return PlainDecoder.write(layout(), SHAPE, graphs());
    }

    public static DecoderStages stages() {
        return StagedDecoder.write(layout(), SHAPE, graphs());
    }

    private static CheckpointGraph graphs() {
        return CheckpointGraph.of("Segment Anything", CHECKPOINT);
    }

    public static Tensor embedding() {
        return NpyFiles.read(file("embedding.npy"));
    }
}
