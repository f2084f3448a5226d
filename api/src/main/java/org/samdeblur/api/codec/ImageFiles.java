package org.samdeblur.api.codec;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Image files to and from interleaved rasters of 1 to 4 bands, 8 or 16 bits. */
public final class ImageFiles {
    private ImageFiles() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @param pixelLimit the most pixels to accept
     * @return an upright interleaved raster
     * @throws IOException with a message for users if the file is no good
     */
    public static WritableRaster read(Path file, long pixelLimit) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not there");
        }
        BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null) {
            throw new IOException(file + " is not an image");
        }
        return interleave(picture);
    }

    /**
     * Copies a picture into an interleaved raster.
     *
     * @param picture any picture
     * @return its samples
     */
    public static WritableRaster interleave(BufferedImage picture) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, picture.getWidth(), picture.getHeight(), 3, null);
        new BufferedImage(colourModel(3, DataBuffer.TYPE_BYTE), raster, false, null)
                .createGraphics()
                .drawImage(picture, 0, 0, null);
        return raster;
    }

    /**
     * Returns the colour model for a raster.
     *
     * @param bands 1 to 4
     * @param transferType byte or unsigned short
     * @return sRGB or grey, with alpha if the bands are even
     */
    public static ComponentColorModel colourModel(int bands, int transferType) {
        ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        boolean alpha = bands % 2 == 0;
        return new ComponentColorModel(
                space,
                alpha,
                false,
                alpha ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE,
                transferType);
    }

    /**
     * Writes a raster.
     *
     * @param raster interleaved samples
     * @param file where to
     * @throws IOException with a message for users if it cannot be done
     */
    public static void write(WritableRaster raster, Path file) throws IOException {
        ComponentColorModel model = colourModel(raster.getNumBands(), raster.getTransferType());
        ImageIO.write(new BufferedImage(model, raster, false, null), "png", file.toFile());
    }
}
