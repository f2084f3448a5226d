package org.samdeblur.api.codec;

import java.util.Arrays;
import javax.imageio.spi.ImageReaderWriterSpi;

/** Distinguishes the JDK's image readers and writers from others that an application has registered. */
final class JdkPlugin {
    private JdkPlugin() {}

    static boolean isFor(Object provider, FileFormat format) {
        return provider instanceof ImageReaderWriterSpi spi
                && spi.getClass().getModule() == ImageReaderWriterSpi.class.getModule()
                && Arrays.asList(spi.getFormatNames()).contains(format.decoderName());
    }
}
