package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes the first image of a file by the JDK's own readers, whatever else an application has registered. They tell by
 * mere warnings what they made up for in damaged files; here such a file is refused.
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

    static BufferedImage decode(FileFormat format, ImageInputStream in) throws IOException {
        Decoder decoder = new Decoder();
        BufferedImage picture = decoder.read(format, in);
        if (decoder.damage != null) {
            throw new UnreadableImageException("is damaged: " + decoder.damage);
        }
        return picture;
    }

    private BufferedImage read(FileFormat format, ImageInputStream in) throws IOException {
        ImageReader reader = reader(format);
        try {
            in.seek(0);
            reader.setInput(in, true, true);
            // Only noted: the JPEG reader calls from native code, which an exception must not pass through.
            reader.addIIOReadWarningListener((source, warning) -> note(warning));
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(FileFormat format) throws IOException {
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
