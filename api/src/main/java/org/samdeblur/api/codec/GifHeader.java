package org.samdeblur.api.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;

/** Walks the blocks of a GIF file (GIF89a) to the end of its first image: its size, and whether it is all there. */
final class GifHeader {
    private static final int SCREEN_FLAGS = 10;
    private static final int SCREEN_END = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int HAS_COLOURS = 0x80;

    private GifHeader() {}

    static ImageHeader read(ChannelInput in, PixelLimit limit) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        try {
            walk(in, limit);
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the first GIF image");
        }
        return ImageHeader.PLAIN;
    }

    private static void walk(ChannelInput in, PixelLimit limit) throws IOException {
        in.seek(SCREEN_FLAGS);
        int screenFlags = in.readUnsignedByte();
        in.seek(SCREEN_END);
        skipColours(in, screenFlags);
        int block = in.readUnsignedByte();
        while (block == EXTENSION) {
            in.readUnsignedByte();
            skipSubBlocks(in);
            block = in.readUnsignedByte();
        }
        if (block != IMAGE) {
            throw new UnreadableImageException("is damaged: there is no image in the GIF file");
        }
        in.skipBytes(4);
        limit.check(in.readUnsignedShort(), in.readUnsignedShort());
        skipColours(in, in.readUnsignedByte());
        in.readUnsignedByte();
        skipSubBlocks(in);
    }

    private static void skipColours(ChannelInput in, int flags) throws IOException {
        if ((flags & HAS_COLOURS) != 0) {
            in.skipBytes(3 << (flags & 7) + 1);
        }
    }

    private static void skipSubBlocks(ChannelInput in) throws IOException {
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.skipBytes(length);
        }
    }
}
