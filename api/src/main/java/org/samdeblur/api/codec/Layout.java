package org.samdeblur.api.codec;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;

/**
 * Converts an interleaved raster of 1 to 4 bands to an AWT image: grey or sRGB, with alpha if the number of bands is
 * even.
 */
final class Layout {
    private Layout() {}

    /** Wraps the raster without copying it. */
    static BufferedImage view(WritableRaster raster) {
        int bands = raster.getNumBands();
        boolean hasAlpha = bands % 2 == 0;
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                hasAlpha,
                false,
                hasAlpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                raster.getTransferType());
        return new BufferedImage(model, raster, false, null);
    }

    /** Copies the raster into an image of a standard AWT type if there is one. */
    static BufferedImage copy(WritableRaster raster) {
        boolean isByte = raster.getTransferType() == DataBuffer.TYPE_BYTE;
        int type = switch (raster.getNumBands()) {
            case 1 -> isByte ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
            case 3 -> isByte ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_CUSTOM;
            case 4 -> isByte ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_CUSTOM;
            default -> BufferedImage.TYPE_CUSTOM;
        };
        BufferedImage picture = type == BufferedImage.TYPE_CUSTOM
                ? view(raster.createCompatibleWritableRaster())
                : new BufferedImage(raster.getWidth(), raster.getHeight(), type);
        picture.getRaster().setDataElements(0, 0, raster);
        return picture;
    }
}
