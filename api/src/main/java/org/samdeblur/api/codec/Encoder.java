package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import org.samdeblur.api.metadata.JpegMetadata;
import org.samdeblur.api.metadata.Metadata;
import org.samdeblur.api.metadata.PngChunk;
import org.samdeblur.api.metadata.PngMetadata;
import org.samdeblur.api.metadata.Resolution;
import org.samdeblur.api.metadata.TiffOutput;
import org.w3c.dom.Node;

/**
 * Encodes images with the JDK's writers, and TIFF with {@link TiffEncoder}, since the JDK's writer cannot keep maker
 * notes in place. PNG and TIFF keep every sample. JPEG and BMP have 8 bits and no alpha: 16-bit samples are rounded,
 * and transparent images are composited on white.
 */
final class Encoder {
    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";
    private static final String PNG_METADATA = "javax_imageio_png_1.0";
    private static final int BMP_PIXEL_SIZE_AT = 38;

    private Encoder() {}

    /** Writes an image. Metadata that the format cannot hold is reported to {@code problems}. */
    static void encode(
            ImageFile image, FileFormat format, EncoderSettings settings, ChannelOutput out, Consumer<String> problems)
            throws IOException {
        Optional<byte[]> profile = image.profile().map(ColourProfile::bytes);
        Metadata metadata = image.metadata();
        switch (format) {
            case PNG ->
                write(
                        image.samples(),
                        format,
                        settings,
                        out,
                        empty -> withChunks(empty, PngMetadata.chunks(metadata, profile)));
            case JPEG ->
                write(
                        narrow(image.samples()),
                        format,
                        settings,
                        out,
                        empty -> withSegments(
                                empty, metadata.resolution(), JpegMetadata.segments(metadata, profile, problems)));
            case TIFF -> TiffEncoder.encode(image.samples(), new TiffOutput(out, metadata, profile));
            case BMP -> {
                write(narrow(image.samples()), format, settings, out, empty -> empty);
                if (metadata.resolution().filter(Resolution::isAbsolute).isPresent()) {
                    writePixelSize(metadata.resolution().get(), out);
                }
            }
            default -> throw new IOException("no " + format + " files are written");
        }
        out.flush();
    }

    /** Adds to the default metadata of the JDK's writer. */
    @FunctionalInterface
    private interface Completion {
        IIOMetadata of(IIOMetadata empty) throws IOException;
    }

    private static void write(
            WritableRaster raster,
            FileFormat format,
            EncoderSettings settings,
            ImageOutputStream out,
            Completion completion)
            throws IOException {
        BufferedImage picture = Layout.view(raster);
        ImageWriter writer = writer(format);
        try {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format == FileFormat.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality((float) settings.jpegQuality());
            } else if (format == FileFormat.PNG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                // The writer converts the quality back to a level: 1 to level 0, 0 to level 9.
                param.setCompressionQuality(1 - settings.pngCompression() / 9f);
            }
            IIOMetadata metadata =
                    completion.of(writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), param));
            writer.write(null, new IIOImage(picture, null, metadata), param);
        } finally {
            writer.dispose();
        }
    }

    /** Adds all chunks as unknown ones, since the writer would reject some known chunks and compress others again. */
    private static IIOMetadata withChunks(IIOMetadata metadata, List<PngChunk> chunks) throws IOException {
        if (chunks.isEmpty()) {
            return metadata;
        }
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(PNG_METADATA);
        IIOMetadataNode unknown = new IIOMetadataNode("UnknownChunks");
        for (PngChunk chunk : chunks) {
            IIOMetadataNode node = new IIOMetadataNode("UnknownChunk");
            node.setAttribute("type", chunk.type());
            node.setUserObject(chunk.content());
            unknown.appendChild(node);
        }
        root.appendChild(unknown);
        metadata.setFromTree(PNG_METADATA, root);
        return metadata;
    }

    /** Adds segments, and sets full chroma resolution: the writer's default is half, which blurs coloured edges. */
    private static IIOMetadata withSegments(
            IIOMetadata metadata, Optional<Resolution> resolution, List<JpegMetadata.Segment> segments)
            throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
        var components = root.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
            IIOMetadataNode component = (IIOMetadataNode) components.item(i);
            component.setAttribute("HsamplingFactor", "1");
            component.setAttribute("VsamplingFactor", "1");
        }
        IIOMetadataNode jfif =
                (IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0);
        if (jfif != null && resolution.isPresent()) {
            jfif.setAttribute("resUnits", resolution.get().isAbsolute() ? "1" : "0");
            jfif.setAttribute("Xdensity", density(resolution.get().x()));
            jfif.setAttribute("Ydensity", density(resolution.get().y()));
        }
        Node sequence = root.getElementsByTagName("markerSequence").item(0);
        Node first = sequence.getFirstChild();
        for (JpegMetadata.Segment segment : segments) {
            IIOMetadataNode node = new IIOMetadataNode("unknown");
            node.setAttribute("MarkerTag", String.valueOf(segment.marker()));
            node.setUserObject(segment.content());
            sequence.insertBefore(node, first);
        }
        metadata.setFromTree(JPEG_METADATA, root);
        return metadata;
    }

    private static String density(double perInch) {
        return String.valueOf(Math.max(1, Math.min(0xFFFF, Math.round(perInch))));
    }

    /** Sets the resolution in the header, which the JDK's writer leaves at zero. */
    private static void writePixelSize(Resolution resolution, ChannelOutput out) throws IOException {
        ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        size.putInt(resolution.xPerMetre()).putInt(resolution.yPerMetre());
        out.replace(BMP_PIXEL_SIZE_AT, size.array());
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
}
