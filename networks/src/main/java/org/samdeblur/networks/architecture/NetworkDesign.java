package org.samdeblur.networks.architecture;

import java.util.OptionalInt;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.graph.Operand;

/**
 * A network of certain sizes, without its weights: what it takes, and how it computes. Best a record of the sizes. Immutable.
 *
 * @since 0.1.0
 */
public interface NetworkDesign {
    /**
     * Returns the kind of network.
     *
     * @return its name in the literature, such as {@code NAFNet}
     */
    String architecture();

    /**
     * Returns how many channels the network takes.
     *
     * @return 3 for a network that takes colour images alone
     */
    default int inputChannels() {
        return 3;
    }

    /**
     * Returns what heights and widths have to be multiples of.
     *
     * @return 1 or more
     */
    default int sizeMultiple() {
        return 1;
    }

    /**
     * Returns what fills images up to such a size.
     *
     * @return the padding that the published code uses
     */
    default Padding padding() {
        return Padding.ZERO;
    }

    /**
     * Returns where an image lies in what it is filled up to.
     *
     * @return the placement that the published code uses
     */
    default Placement placement() {
        return Placement.TOP_LEFT;
    }

    /**
     * Returns whether the network takes square images only.
     *
     * @return whether height and width have to be equal
     */
    default boolean isSquare() {
        return false;
    }

    /**
     * Returns the edge of the square patches that networks of this kind are trained on.
     *
     * @return pixels, empty if nothing is known of that
     */
    default OptionalInt window() {
        return OptionalInt.empty();
    }

    /**
     * Returns the same network with further input channels, which masks fill, for training from fresh weights.
     *
     * @param guidance what makes the channels
     * @return a network that takes them; this one if it is to be widened like any other graph
     */
    default NetworkDesign withGuidance(MaskGuidance guidance) {
        return this;
    }

    /**
     * Writes the network.
     *
     * @param layers where its weights are
     * @param image {@code [N, inputChannels, H, W]}, the image in [0, 1] first
     * @return the restored image, {@code [N, 3, H, W]}, not clamped
     */
    Operand write(Layers layers, Operand image);
}
