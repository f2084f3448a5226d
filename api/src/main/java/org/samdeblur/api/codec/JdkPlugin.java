package org.samdeblur.api.codec;

import java.util.Arrays;
import javax.imageio.spi.ImageReaderWriterSpi;

/** Tells the JDK's own readers and writers of image files from those an application has registered beside them. */
final class JdkPlugin {
    private JdkPlugin() {}

    static boolean isFor(Object provider, FileFormat format) {
        return provider instanceof ImageReaderWriterSpi spi
                && spi.getClass().getModule() == ImageReaderWriterSpi.class.getModule()
                && Arrays.asList(spi.getFormatNames()).contains(format.decoderName());
    }
}
