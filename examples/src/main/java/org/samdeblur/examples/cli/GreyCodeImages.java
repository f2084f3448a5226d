package org.samdeblur.examples.cli;

import java.nio.file.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;

/** Masks as the paper's data sets store them: grey images in which pixels of one value are one group. */
final class GreyCodeImages {
    private static final int RGB = 3;

    private GreyCodeImages() {}

    static MaskSet read(Path file) {
        Image image = Image.read(file);
        byte[] rgb = image.toRgb();
        int[] codes = new int[rgb.length / RGB];
        for (int i = 0; i < codes.length; i++) {
            if (rgb[RGB * i] != rgb[RGB * i + 1] || rgb[RGB * i] != rgb[RGB * i + 2]) {
                throw new InvalidMaskException(file + " has colours; masks as an image are grey, one value a group");
            }
            codes[i] = rgb[RGB * i] & 0xFF;
        }
        return MaskSet.ofGreyCodes(image.height(), image.width(), codes);
    }
}
