package org.samdeblur.evaluation.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.samdeblur.api.Image;

/** Encodes images for a page: as JPEG, reduced to a longest side. */
final class JpegPicture {
    private static final float QUALITY = 0.92f;

    private final int longestSide;

    JpegPicture(int longestSide) {
        this.longestSide = longestSide;
    }

    /** Returns the image as a data URI. */
    String uriOf(Image image) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(encode(reduced(opaque(image))));
    }

    private static BufferedImage opaque(Image image) {
        return Image.ofRgb(image.size(), image.toRgb()).toBufferedImage();
    }

    /** Halves the size repeatedly before the last step, since a larger bilinear step would skip pixels. */
    private BufferedImage reduced(BufferedImage picture) {
        BufferedImage current = picture;
        int side = Math.max(picture.getWidth(), picture.getHeight());
        while (side > longestSide) {
            int next = Math.max(longestSide, (side + 1) / 2);
            current = scaled(current, picture, (double) next / Math.max(picture.getWidth(), picture.getHeight()));
            side = next;
        }
        return current;
    }

    private static BufferedImage scaled(BufferedImage current, BufferedImage original, double factor) {
        int width = Math.max(1, (int) Math.round(original.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(original.getHeight() * factor));
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(current, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }

    private static byte[] encode(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
