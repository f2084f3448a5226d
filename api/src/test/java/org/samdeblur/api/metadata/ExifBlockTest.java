package org.samdeblur.api.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifBlockTest {
    private static final Upright TURNED = new Upright(40, 60, true);
    private static final int EXIF_AT = 8 + 2 + 5 * 12 + 4;
    private static final int NOTE_AT = EXIF_AT + 2 + 3 * 12 + 4;
    private static final byte[] NOTE = "Absolute offsets inside".getBytes();
    private static final int RESOLUTIONS_AT = NOTE_AT + NOTE.length + 1;
    private static final int THUMBNAIL_AT = RESOLUTIONS_AT + 16;
    private static final int THUMBNAIL_BYTES = 50;
    private static final int END = THUMBNAIL_AT + 2 + 2 * 12 + 4;

    /** A block of a camera held upright: turned, with a maker note, two resolutions, and a thumbnail. */
    static byte[] camera(ByteOrder order) {
        ByteBuffer block = ByteBuffer.allocate(END + THUMBNAIL_BYTES).order(order);
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        block.put(mark).put(mark).putShort((short) 42).putInt(8);
        block.putShort((short) 5);
        entry(block, ExifTag.ORIENTATION, ExifType.SHORT, 1).putShort((short) 6).putShort((short) 0);
        entry(block, ExifTag.X_RESOLUTION, ExifType.RATIONAL, 1).putInt(RESOLUTIONS_AT);
        entry(block, ExifTag.Y_RESOLUTION, ExifType.RATIONAL, 1).putInt(RESOLUTIONS_AT + 8);
        entry(block, ExifTag.ARTIST, ExifType.ASCII, 4).put("Ann\0".getBytes());
        entry(block, ExifTag.EXIF_IFD, ExifType.LONG, 1).putInt(EXIF_AT);
        block.putInt(THUMBNAIL_AT);
        block.putShort((short) 3);
        entry(block, ExifTag.MAKER_NOTE, ExifType.UNDEFINED, NOTE.length).putInt(NOTE_AT);
        entry(block, ExifTag.PIXEL_X_DIMENSION, ExifType.SHORT, 1)
                .putShort((short) 60)
                .putShort((short) 0);
        entry(block, ExifTag.PIXEL_Y_DIMENSION, ExifType.LONG, 1).putInt(40);
        block.putInt(0);
        block.put(NOTE).put((byte) 0);
        block.putInt(300).putInt(1).putInt(150).putInt(1);
        block.putShort((short) 2);
        entry(block, ExifTag.JPEG_OFFSET, ExifType.LONG, 1).putInt(END);
        entry(block, ExifTag.JPEG_LENGTH, ExifType.LONG, 1).putInt(THUMBNAIL_BYTES);
        block.putInt(0);
        return block.array();
    }

    private static ByteBuffer entry(ByteBuffer block, int tag, int type, int count) {
        return block.putShort((short) tag).putShort((short) type).putInt(count);
    }

    private static long number(TiffTree tree, int tag) {
        return tree.field(tag).orElseThrow().number(tree.order()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void aTurnedImagesBlockDescribesTheUprightOne(String name) throws Exception {
        ByteOrder order = name.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;

        byte[] upright = ExifBlock.upright(camera(order), TURNED);

        TiffTree tree = TiffTree.read(upright);
        assertEquals(1, number(tree, ExifTag.ORIENTATION));
        assertEquals(
                new Resolution(150, 300, true),
                tree.resolution().orElseThrow(),
                "pixels of rows have become pixels of columns");
        assertArrayEquals(
                "Ann\0".getBytes(), tree.field(ExifTag.ARTIST).orElseThrow().value());
        TiffTree exif = tree.directory(ExifTag.EXIF_IFD).orElseThrow();
        assertEquals(40, number(exif, ExifTag.PIXEL_X_DIMENSION));
        assertEquals(60, number(exif, ExifTag.PIXEL_Y_DIMENSION));
    }

    @Test
    void theMakerNoteStaysWhereItIs() throws Exception {
        byte[] upright = ExifBlock.upright(camera(ByteOrder.BIG_ENDIAN), TURNED);

        assertArrayEquals(NOTE, Arrays.copyOfRange(upright, NOTE_AT, NOTE_AT + NOTE.length));
    }

    @Test
    void theThumbnailIsCutOff() throws Exception {
        byte[] upright = ExifBlock.upright(camera(ByteOrder.BIG_ENDIAN), TURNED);

        assertEquals(END, upright.length);
        assertEquals(0, ByteBuffer.wrap(upright).getInt(EXIF_AT - 4), "no second directory is announced");
    }

    @Test
    void fieldsThatReachBeyondTheEndAreRemovedAndTheOthersStay() throws Exception {
        byte[] block = camera(ByteOrder.BIG_ENDIAN);
        ByteBuffer.wrap(block).putInt(8 + 2 + 12 + 8, 0x7FFFFFF0);

        TiffTree tree = TiffTree.read(ExifBlock.upright(block, TURNED));

        assertTrue(tree.field(ExifTag.X_RESOLUTION).isEmpty());
        assertTrue(tree.field(ExifTag.ARTIST).isPresent());
    }

    @Test
    void directoriesThatLeadBackAreNotFollowed() throws Exception {
        byte[] block = camera(ByteOrder.BIG_ENDIAN);
        ByteBuffer.wrap(block).putInt(8 + 2 + 4 * 12 + 8, 8).putInt(EXIF_AT - 4, 8);

        TiffTree tree = TiffTree.read(ExifBlock.upright(block, TURNED));

        assertFalse(tree.directory(ExifTag.EXIF_IFD).isPresent());
        assertTrue(tree.field(ExifTag.ARTIST).isPresent());
    }

    @Test
    void directoriesBeyondTheEndAreNotFollowed() throws Exception {
        for (int pointer : new int[] {10_000, Integer.MAX_VALUE, 0xFFFFFFF0}) {
            byte[] block = camera(ByteOrder.BIG_ENDIAN);
            ByteBuffer.wrap(block).putInt(8 + 2 + 4 * 12 + 8, pointer);

            TiffTree tree = TiffTree.read(ExifBlock.upright(block, TURNED));

            assertFalse(tree.directory(ExifTag.EXIF_IFD).isPresent());
            assertTrue(tree.field(ExifTag.ARTIST).isPresent());
        }
    }

    @Test
    void whatIsNoBlockIsRefused() {
        for (byte[] block : new byte[][] {new byte[0], new byte[100], "MM\0*\0\0\0\u0008\0\0\0\0\0\0".getBytes()}) {
            assertThrows(BrokenMetadataException.class, () -> ExifBlock.upright(block, TURNED));
        }
    }

    @Property(tries = 3000)
    void mutatedBlocksAreRepairedOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] block = camera(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = random.nextInt(12); i >= 0; i--) {
            block[random.nextInt(block.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
        }
        byte[] cut = Arrays.copyOf(block, random.nextInt(4) > 0 ? block.length : random.nextInt(block.length));
        try {
            byte[] upright = ExifBlock.upright(cut, TURNED);
            assertTrue(upright.length <= cut.length);
            TiffTree.read(TiffTree.read(upright).toBlock());
        } catch (BrokenMetadataException e) {
            assertFalse(e.getMessage().isBlank());
        }
    }
}
