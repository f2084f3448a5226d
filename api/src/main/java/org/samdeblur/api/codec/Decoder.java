package org.samdeblur.api.codec;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes the first image of a file. The readers do not depend on those that an application has registered:
 * TwelveMonkeys' for TIFF and WebP, the JDK's for the others and for CCITT data. Readers only warn if they replace
 * missing data in damaged files; this class rejects such files.
 */
final class Decoder {
    /** Beginnings of the warnings that mean lost pixels. Stray bytes between JPEG segments are common and harmless. */
    private static final List<String> DAMAGE = List.of(
            "Corrupt JPEG data: ",
            "Premature end of JPEG",
            "Inconsistent progression",
            "Out-of-sequence code",
            "Decoded row ",
            "Unknown coding mode",
            "Unsupported entrance code");

    private static final String HARMLESS = "extraneous bytes";

    private String damage;

    private Decoder() {}

    @FunctionalInterface
    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    /** Decodes an image. */
    static BufferedImage image(FileFormat format, ImageInputStream in) throws IOException {
        return new Decoder().decode(reader(format), in, reader -> reader.read(0));
    }

    /** Decodes CCITT data with the JDK's TIFF reader, which reports damage. */
    static Raster fax(ImageInputStream in) throws IOException {
        return new Decoder()
                .decode(jdkReader(FileFormat.TIFF), in, reader -> reader.read(0).getRaster());
    }

    /** Decodes samples without interpreting them. */
    static Raster raster(FileFormat format, ImageInputStream in) throws IOException {
        return new Decoder().decode(reader(format), in, reader -> reader.readRaster(0, null));
    }

    private <T> T decode(ImageReader reader, ImageInputStream in, Reading<T> reading) throws IOException {
        try {
            in.seek(0);
            reader.setInput(in, true, true);
            // The JPEG reader calls the listener from native code, which an exception must not pass through.
            reader.addIIOReadWarningListener((source, warning) -> note(warning));
            T result = reading.read(reader);
            if (damage != null) {
                throw new UnreadableImageException("is damaged: " + damage);
            }
            return result;
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(FileFormat format) throws IOException {
        return switch (format) {
            case TIFF -> new TIFFImageReaderSpi().createReaderInstance(null);
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
            default -> jdkReader(format);
        };
    }

    private static ImageReader jdkReader(FileFormat format) throws IOException {
        Iterator<ImageReaderSpi> spis = IIORegistry.getDefaultInstance()
                .getServiceProviders(ImageReaderSpi.class, spi -> JdkPlugin.isFor(spi, format), true);
        if (!spis.hasNext()) {
            throw new UnreadableImageException("is a " + format + " file, which this Java runtime has no decoder for");
        }
        return spis.next().createReaderInstance();
    }

    private void note(String warning) {
        if (damage == null && DAMAGE.stream().anyMatch(warning::startsWith) && !warning.contains(HARMLESS)) {
            damage = warning;
        }
    }
}
