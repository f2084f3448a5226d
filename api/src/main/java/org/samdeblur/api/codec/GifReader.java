package org.samdeblur.api.codec;

import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads GIF files. First parses the blocks (GIF89a) up to the end of the first image, to check that it is complete and
 * not too large. The image is placed on the canvas. The rest of the canvas has the file's background colour; it is
 * transparent if the image has a transparent colour or the file has no background.
 */
final class GifReader {
    private static final int SCREEN = 6;
    private static final int SCREEN_END = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int IMAGE = 0x2C;
    private static final int HAS_COLOURS = 0x80;

    private final ChannelInput in;
    private final PixelLimit limit;
    private int canvasWidth;
    private int canvasHeight;
    private OptionalInt background = OptionalInt.empty();
    private int left;
    private int top;

    private GifReader(ChannelInput in, PixelLimit limit) {
        this.in = in;
        this.limit = limit;
    }

    static DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        GifReader reader = new GifReader(in, limit);
        try {
            reader.walk();
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the first GIF image");
        }
        WritableRaster image = content.samplesOf(Decoder.image(FileFormat.GIF, in), Optional.empty());
        WritableRaster canvas = Canvas.place(
                image, reader.left, reader.top, reader.canvasWidth, reader.canvasHeight, reader.background);
        return new DecodedImage(canvas, Orientation.UPRIGHT, Optional.empty());
    }

    private void walk() throws IOException {
        in.seek(SCREEN);
        int screenWidth = in.readUnsignedShort();
        int screenHeight = in.readUnsignedShort();
        int screenFlags = in.readUnsignedByte();
        int backgroundIndex = in.readUnsignedByte();
        if ((screenFlags & HAS_COLOURS) != 0 && backgroundIndex < 2 << (screenFlags & 7)) {
            in.seek(SCREEN_END + 3L * backgroundIndex);
            background =
                    OptionalInt.of(in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte());
        }
        in.seek(SCREEN_END);
        skipColours(screenFlags);
        int block = in.readUnsignedByte();
        while (block == EXTENSION) {
            readExtension();
            block = in.readUnsignedByte();
        }
        if (block != IMAGE) {
            throw new UnreadableImageException("is damaged: there is no image in the GIF file");
        }
        left = in.readUnsignedShort();
        top = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        limit.check(width, height);
        // Some encoders write canvases of size 0 or images larger than the canvas. No pixel is lost.
        canvasWidth = Math.max(screenWidth, left + width);
        canvasHeight = Math.max(screenHeight, top + height);
        limit.check(canvasWidth, canvasHeight);
        skipColours(in.readUnsignedByte());
        in.readUnsignedByte();
        skipSubBlocks();
    }

    private void readExtension() throws IOException {
        int label = in.readUnsignedByte();
        long start = in.getStreamPosition();
        if (label == GRAPHIC_CONTROL && in.readUnsignedByte() > 0) {
            boolean hasTransparentColour = (in.readUnsignedByte() & 1) != 0;
            if (hasTransparentColour) {
                background = OptionalInt.empty();
            }
        }
        in.seek(start);
        skipSubBlocks();
    }

    private void skipColours(int flags) throws IOException {
        if ((flags & HAS_COLOURS) != 0) {
            in.skipBytes(3 << (flags & 7) + 1);
        }
    }

    private void skipSubBlocks() throws IOException {
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.skipBytes(length);
        }
    }
}
