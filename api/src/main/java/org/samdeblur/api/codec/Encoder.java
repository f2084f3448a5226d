package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;

/**
 * Encodes an interleaved raster by the JDK's own writers. PNG and TIFF keep every sample. JPEG and BMP hold 8 bits and
 * no alpha: 16-bit samples are rounded, transparent images are laid on white.
 */
final class Encoder {
    private static final float JPEG_QUALITY = 0.95f;
    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

    private Encoder() {}

    static void encode(WritableRaster raster, FileFormat format, ImageOutputStream out) throws IOException {
        WritableRaster fitting = format == FileFormat.JPEG || format == FileFormat.BMP ? narrow(raster) : raster;
        BufferedImage picture = Layout.view(fitting);
        ImageWriter writer = writer(format);
        try {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            IIOMetadata metadata = null;
            if (format == FileFormat.TIFF) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType("ZLib");
            } else if (format == FileFormat.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
                metadata = withFullColour(writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), param));
            }
            writer.write(null, new IIOImage(picture, null, metadata), param);
            out.flush();
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriter writer(FileFormat format) throws IOException {
        Iterator<ImageWriterSpi> spis = IIORegistry.getDefaultInstance()
                .getServiceProviders(ImageWriterSpi.class, spi -> JdkPlugin.isFor(spi, format), true);
        if (!spis.hasNext()) {
            throw new IOException("this Java runtime has no encoder for " + format);
        }
        return spis.next().createWriterInstance();
    }

    private static WritableRaster narrow(WritableRaster raster) {
        WritableRaster opaque = raster.getNumBands() % 2 == 0 ? Alpha.onWhite(raster) : raster;
        return opaque.getTransferType() == DataBuffer.TYPE_BYTE ? opaque : toEightBits(opaque);
    }

    private static WritableRaster toEightBits(Raster raster) {
        int width = raster.getWidth();
        WritableRaster result = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, width, raster.getHeight(), raster.getNumBands(), null);
        int[] row = new int[width * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int i = 0; i < row.length; i++) {
                row[i] = (row[i] + 128) / 257;
            }
            result.setPixels(0, y, width, 1, row);
        }
        return result;
    }

    /** Asks for chroma at full resolution: the writer halves it by default, which blurs coloured edges. */
    private static IIOMetadata withFullColour(IIOMetadata metadata) throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
        var components = root.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
            IIOMetadataNode component = (IIOMetadataNode) components.item(i);
            component.setAttribute("HsamplingFactor", "1");
            component.setAttribute("VsamplingFactor", "1");
        }
        metadata.setFromTree(JPEG_METADATA, root);
        return metadata;
    }
}
