package org.samdeblur.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.samdeblur.api.ImageSize;

/** What the beginning of an image's file tells. */
final class ImageHeader {
    private ImageHeader() {}

    /** Returns the size of an image before it is turned as its EXIF says; nothing where the file tells none. */
    static Optional<ImageSize> size(Path file) {
        try (InputStream content = Files.newInputStream(file);
                ImageInputStream stream = new MemoryCacheImageInputStream(content)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            return readers.hasNext() ? Optional.of(size(readers.next(), stream)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // reading the whole image will report what is wrong with it
            return Optional.empty();
        }
    }

    private static ImageSize size(ImageReader reader, ImageInputStream stream) throws IOException {
        try {
            reader.setInput(stream, true, true);
            return new ImageSize(reader.getHeight(0), reader.getWidth(0));
        } finally {
            reader.dispose();
        }
    }
}
