package org.samdeblur.api;

/**
 * How an image is padded and cut for a network.
 *
 * @param padded the size that the image is padded to
 * @param rows tiles from top to bottom
 * @param columns tiles from left to right
 */
record TileGrid(ImageSize padded, TileAxis rows, TileAxis columns) {
    /** Tiles of networks of one fixed size overlap by the size divided by this, unless the user sets an overlap. */
    private static final int FIXED_OVERLAP_PART = 8;

    static TileGrid of(ImageSize image, ModelInfo network, Tiling tiling) {
        int multiple = network.sizeMultiple();
        ImageSize padded = padded(image, network);
        if (network.fixedSize().isPresent()) {
            return fixed(image, network.fixedSize().get(), tiling);
        }
        if (tiling instanceof Tiling.Fixed tiles) {
            return square(padded, tiles, multiple);
        }
        boolean small = (long) image.height() * image.width() <= Tiling.Auto.WHOLE_PIXELS;
        return tiling instanceof Tiling.Off || small
                ? new TileGrid(padded, TileAxis.whole(padded.height()), TileAxis.whole(padded.width()))
                : square(padded, Tiling.Auto.LARGE, multiple);
    }

    private static ImageSize padded(ImageSize image, ModelInfo network) {
        ImageSize rounded = image.roundedUpTo(network.sizeMultiple());
        int longest = Math.max(rounded.height(), rounded.width());
        return network.isSquare() ? new ImageSize(longest, longest) : rounded;
    }

    private static TileGrid square(ImageSize padded, Tiling.Fixed tiles, int multiple) {
        // Tiles begin at multiples, so that a tile of one multiple could not overlap.
        long least = Math.max(tiles.size(), (long) multiple + tiles.overlap());
        int longest = Math.max(padded.height(), padded.width());
        int tile = least >= longest ? longest : ImageSize.roundUp((int) least, multiple);
        return new TileGrid(
                padded,
                axis(padded.height(), tile, tiles.overlap(), multiple),
                axis(padded.width(), tile, tiles.overlap(), multiple));
    }

    private static TileAxis axis(int length, int tile, int overlap, int multiple) {
        return length <= tile ? TileAxis.whole(length) : TileAxis.cut(length, tile, overlap, multiple);
    }

    /** The tiles have the network's fixed size; the tiling affects only their overlap. */
    private static TileGrid fixed(ImageSize image, ImageSize tile, Tiling tiling) {
        int height = Math.max(image.height(), tile.height());
        int width = Math.max(image.width(), tile.width());
        return new TileGrid(
                new ImageSize(height, width),
                TileAxis.cut(height, tile.height(), fixedOverlap(tile.height(), tiling), 1),
                TileAxis.cut(width, tile.width(), fixedOverlap(tile.width(), tiling), 1));
    }

    private static int fixedOverlap(int tile, Tiling tiling) {
        int wanted = tiling instanceof Tiling.Fixed tiles ? tiles.overlap() : tile / FIXED_OVERLAP_PART;
        return Math.min(wanted, (tile - 1) / 2);
    }

    int count() {
        return rows.count() * columns.count();
    }
}
