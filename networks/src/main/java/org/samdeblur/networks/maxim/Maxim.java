package org.samdeblur.networks.maxim;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * MAXIM (Tu et al., MAXIM: Multi-Axis MLP for Image Processing, CVPR 2022): U-nets of gated MLPs, one after the other, each of which
 * ends in an image. The image of the last one is written.
 *
 * @param width channels at full size; each halving doubles them
 * @param stages the number of U-nets
 * @param sizes the numbers that all stages have in common
 */
record Maxim(int width, int stages, Sizes sizes) implements NetworkDesign {
    /** The edge of the patches that the published networks for GoPro were trained on. */
    private static final int TRAINED_ON = 256;

    /**
     * The numbers that all stages have in common.
     *
     * @param groups blocks in a row at every place
     * @param bottlenecks blocks of those at the smallest size
     * @param scales the number of sizes at which stages take and give images
     * @param reduction by how much channel attention reduces the number of channels
     * @param levels the patches at every size but the smallest, the full size first
     * @param bottleneck the patches at the smallest size
     */
    record Sizes(
            int groups,
            int bottlenecks,
            int scales,
            int reduction,
            List<Patches.Edges> levels,
            Patches.Edges bottleneck) {
        Sizes {
            levels = List.copyOf(levels);
        }

        int depth() {
            return levels.size();
        }
    }

    @Override
    public String architecture() {
        return MaximArchitecture.NAME;
    }

    @Override
    public int sizeMultiple() {
        int multiple = sizes.bottleneck().multiple() << sizes.depth();
        for (int level = 0; level < sizes.depth(); level++) {
            int needed = sizes.levels().get(level).multiple() << level;
            int common = multiple;
            while (common % needed != 0) {
                common += multiple;
            }
            multiple = common;
        }
        return multiple;
    }

    @Override
    public Padding padding() {
        return Padding.REFLECT;
    }

    @Override
    public Placement placement() {
        return Placement.CENTER;
    }

    @Override
    public OptionalInt window() {
        return OptionalInt.of(TRAINED_ON);
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        List<Patches> levels = IntStream.range(0, sizes.depth())
                .mapToObj(level ->
                        sizes.levels().get(level).of(layers, image, 1 << level, width << level, sizeMultiple()))
                .toList();
        Patches bottleneck =
                sizes.bottleneck().of(layers, image, 1 << sizes.depth(), width << sizes.depth() - 1, sizeMultiple());
        Operand restored = image;
        Stage.Left earlier = Stage.Left.NOTHING;
        for (int index = 0; index < stages; index++) {
            Stage stage = new Stage(layers, index, width, sizes, levels, bottleneck);
            Stage.Features features = stage.write(image, earlier);
            if (index < stages - 1) {
                earlier = stage.left(image, features);
            } else {
                restored = stage.output(image, features);
            }
        }
        return restored;
    }
}
