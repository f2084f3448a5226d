package org.samdeblur.api;

import java.util.Objects;
import java.util.Optional;

/**
 * How an image is read. Immutable.
 *
 * <pre>{@code
 * Image image = Image.read(upload.getInputStream(), ImageReadOptions.DEFAULT.withName("upload.jpg"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ImageReadOptions {
    /** At most {@link Image#DEFAULT_PIXEL_LIMIT} pixels; messages name a file by its path, and other sources "the image". */
    public static final ImageReadOptions DEFAULT = new ImageReadOptions(Image.DEFAULT_PIXEL_LIMIT, Optional.empty());

    private final long pixelLimit;
    private final Optional<String> name;

    private ImageReadOptions(long pixelLimit, Optional<String> name) {
        this.pixelLimit = pixelLimit;
        this.name = name;
    }

    /**
     * Returns the maximum number of pixels. The limit is checked before an image is decoded.
     *
     * @return the limit
     */
    public long pixelLimit() {
        return pixelLimit;
    }

    /**
     * Returns the name of the image in messages.
     *
     * @return the name, if one was given
     */
    public Optional<String> name() {
        return name;
    }

    /**
     * Returns these options with another limit on pixels.
     *
     * @param pixels the maximum number of pixels, at least 1
     * @return the options
     * @throws IllegalArgumentException if the limit is below 1
     */
    public ImageReadOptions withPixelLimit(long pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("a limit of " + pixels + " pixels accepts no image");
        }
        return new ImageReadOptions(pixels, name);
    }

    /**
     * Returns these options with a name for the image in messages.
     *
     * @param text such as the name of an uploaded file; characters that cannot be printed are escaped in messages
     * @return the options
     */
    public ImageReadOptions withName(String text) {
        return new ImageReadOptions(pixelLimit, Optional.of(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageReadOptions that && pixelLimit == that.pixelLimit && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pixelLimit, name);
    }

    @Override
    public String toString() {
        return "ImageReadOptions[pixelLimit=" + pixelLimit
                + name.map(text -> ", name=" + text).orElse("") + "]";
    }
}
