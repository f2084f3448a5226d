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

/** Reads the size of an image from the header of its file. */
final class ImageHeader {
    private ImageHeader() {}

    /** Returns the size before the EXIF orientation is applied, or nothing if it cannot be read. */
    static Optional<ImageSize> size(Path file) {
        try (InputStream content = Files.newInputStream(file);
                ImageInputStream stream = new MemoryCacheImageInputStream(content)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            return readers.hasNext() ? Optional.of(size(readers.next(), stream)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // reading the whole image reports the problem
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
