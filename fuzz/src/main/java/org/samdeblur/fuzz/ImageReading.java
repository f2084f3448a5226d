package org.samdeblur.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageReadOptions;

/** Reads images, and writes them again. */
final class ImageReading {
    private static final long PIXEL_LIMIT = 2_000_000;

    private ImageReading() {}

    static List<Sample> samples(Sources sources) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Random random = new Random(1);
        int[] types = {
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY
        };
        for (int type : types) {
            BufferedImage picture = new BufferedImage(19, 13, type);
            for (int i = 0; i < 60; i++) {
                picture.setRGB(random.nextInt(19), random.nextInt(13), random.nextInt());
            }
            for (String format : List.of("png", "jpg", "bmp", "gif")) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                if (ImageIO.write(picture, format, out)) {
                    samples.add(Sample.ofFile("picture." + format, out.toByteArray()));
                }
            }
            for (String compression : List.of("LZW", "Deflate", "PackBits", "ZLib")) {
                samples.add(Sample.ofFile("picture.tif", tiff(picture, compression)));
            }
        }
        samples.addAll(sources.ofSuffix(".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".gif", ".bmp", ".webp"));
        return samples;
    }

    private static byte[] tiff(BufferedImage picture, String compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionType(compression);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static void read(Path input) throws IOException {
        Image image = Image.read(input, ImageReadOptions.DEFAULT.withPixelLimit(PIXEL_LIMIT));
        image.toTensor();
        // what was kept of its metadata is written again
        for (String name : List.of("written.png", "written.jpg", "written.tif")) {
            Path written = input.resolveSibling(name);
            image.write(written);
            Files.delete(written);
        }
    }
}
