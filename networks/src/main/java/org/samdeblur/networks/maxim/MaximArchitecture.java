package org.samdeblur.networks.maxim;

import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * MAXIM, recognised by the gating units of its first block. Weights have the names of the published checkpoints, with
 * dots instead of slashes and {@code weight} instead of {@code kernel} and {@code scale}, and the layouts of PyTorch.
 */
public final class MaximArchitecture implements Architecture {
    static final String NAME = "MAXIM";

    private static final String BLOCK = "SplitHeadMultiAxisGmlpLayer_0.BlockGmlpLayer.BlockGatingUnit.Dense_0.weight";
    private static final String GRID = "SplitHeadMultiAxisGmlpLayer_0.GridGmlpLayer.GridGatingUnit.Dense_0.weight";
    private static final String FIRST = "stage_0_encoder_block_0.";
    private static final int MOST = 64;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains(FIRST + BLOCK) && checkpoint.names().contains(FIRST + GRID);
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        int width = shapes.shape("stage_0_input_conv_0.weight", 4).get(0);
        int depth = depth(shapes);
        int reduced = shapes.shape(FIRST + "channel_attention_block_10.channel_attention.Conv_0.weight", 4)
                .get(0);
        if (reduced == 0 || reduced > width) {
            throw shapes.misfit("its channel attention makes " + reduced + " channels of " + width);
        }
        List<Patches.Edges> levels = IntStream.range(0, depth)
                .mapToObj(level -> edges(shapes, "stage_0_encoder_block_" + level + "."))
                .toList();
        Maxim.Sizes sizes = new Maxim.Sizes(
                number(shapes, FIRST + "SplitHeadMultiAxisGmlpLayer_%d.in_project.weight"),
                number(shapes, "stage_0_global_block_%d.input_proj.weight"),
                number(shapes, "stage_0_input_conv_%d.weight"),
                width / reduced,
                levels,
                edges(shapes, "stage_0_global_block_0."));
        if (sizes.scales() > depth) {
            throw shapes.misfit("it takes images of " + sizes.scales() + " sizes, but has only " + depth + " levels");
        }
        return new Maxim(width, number(shapes, "stage_%d_input_conv_0.weight"), sizes);
    }

    @Override
    public Checkpoint firstStages(Checkpoint checkpoint, int stages) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        int all = number(shapes, "stage_%d_input_conv_0.weight");
        if (stages > all) {
            throw Refusal.of(checkpoint.file(), "cannot stop after stage " + stages + ": this " + NAME + " has " + all);
        }
        return stages == all ? checkpoint : new FirstStages(stages, depth(shapes)).of(checkpoint);
    }

    private static int depth(WeightShapes shapes) {
        return number(shapes, "stage_0_encoder_block_%d.Conv_0.weight");
    }

    /** Counts the weights whose names differ in a number only; the numbers are consecutive from 0. */
    private static int number(WeightShapes shapes, String name) {
        int number = 0;
        while (shapes.names().contains(name.formatted(number))) {
            number++;
        }
        if (number == 0 || number > MOST) {
            throw shapes.misfit("it has " + number + " weights '" + name.formatted(0) + "', …");
        }
        return number;
    }

    private static Patches.Edges edges(WeightShapes shapes, String part) {
        return new Patches.Edges(edge(shapes, part + BLOCK), edge(shapes, part + GRID));
    }

    private static int edge(WeightShapes shapes, String weight) {
        int positions = shapes.shape(weight, 2).get(0);
        int edge = (int) Math.round(Math.sqrt(positions));
        if (positions < 1 || edge * edge != positions) {
            throw shapes.misfit("'" + weight + "' mixes " + positions + " positions, which is not a square number");
        }
        return edge;
    }
}
