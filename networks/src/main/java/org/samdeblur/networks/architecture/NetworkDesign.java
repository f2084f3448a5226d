package org.samdeblur.networks.architecture;

import java.util.OptionalInt;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.graph.Operand;

/**
 * A network of given sizes, without weights: the inputs that it takes, and how it computes. Usually a record of the
 * sizes. Immutable.
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
     * Returns the number of input channels.
     *
     * @return 3 for a network that takes colour images only
     */
    default int inputChannels() {
        return 3;
    }

    /**
     * Returns the number of which heights and widths must be multiples.
     *
     * @return at least 1
     */
    default int sizeMultiple() {
        return 1;
    }

    /**
     * Returns how images are padded to such a size.
     *
     * @return the padding that the published code uses
     */
    default Padding padding() {
        return Padding.ZERO;
    }

    /**
     * Returns the place of an image in the padded one.
     *
     * @return the placement that the published code uses
     */
    default Placement placement() {
        return Placement.TOP_LEFT;
    }

    /**
     * Returns whether the network takes square images only.
     *
     * @return whether height and width must be equal
     */
    default boolean isSquare() {
        return false;
    }

    /**
     * Returns the edge of the square patches that networks of this kind are trained on.
     *
     * @return pixels; empty if unknown
     */
    default OptionalInt window() {
        return OptionalInt.empty();
    }

    /**
     * Returns the same network with additional input channels for masks, for training from fresh weights.
     *
     * @param guidance provides the channels
     * @return a network with these channels; this one if its graph is to be widened
     */
    default NetworkDesign withGuidance(MaskGuidance guidance) {
        return this;
    }

    /**
     * Writes the network.
     *
     * @param layers the network's weights
     * @param image {@code [N, inputChannels, H, W]}, the image in [0, 1] first
     * @return the restored image, {@code [N, 3, H, W]}, not clamped
     */
    Operand write(Layers layers, Operand image);
}
