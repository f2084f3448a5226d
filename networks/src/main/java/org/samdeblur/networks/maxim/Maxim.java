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
 * MAXIM (Tu et al., MAXIM: Multi-Axis MLP for Image Processing, CVPR 2022): a sequence of U-Nets of gated MLPs. Each of
 * them computes an image; the last one's is the output.
 *
 * @param width the number of channels at full size; it doubles when height and width are halved
 * @param stages the number of U-Nets
 * @param sizes the sizes that all stages share
 */
record Maxim(int width, int stages, Sizes sizes) implements NetworkDesign {
    /** The height and width of the patches that the published networks for GoPro were trained on. */
    private static final int TRAINED_ON = 256;

    /**
     * The sizes that all stages share.
     *
     * @param groups the number of consecutive pairs of multi-axis block and channel attention in each block
     * @param bottlenecks the number of blocks in the bottleneck
     * @param scales the number of image sizes that stages read and write
     * @param reduction the factor by which channel attention reduces the number of channels
     * @param levels the patches at each level of the encoder, the full size first
     * @param bottleneck the patches in the bottleneck
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
