package org.samdeblur.networks.deblur;

import org.samdeblur.networks.graph.Value.Axis;

/** The axes of a network's images. */
final class ImageAxes {
    private ImageAxes() {}

    static Axis[] of(int channels) {
        return new Axis[] {Axis.any("batch"), Axis.fixed(channels), Axis.any("height"), Axis.any("width")};
    }
}
