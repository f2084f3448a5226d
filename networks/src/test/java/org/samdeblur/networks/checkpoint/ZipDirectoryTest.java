package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.contract.PickleWriter;
import org.samdeblur.networks.contract.PyTorchZipWriter;

class ZipDirectoryTest {
    private static final byte[] DIRECTORY_HEADER = {'P', 'K', 1, 2};
    private static final byte[] DIRECTORY_END = {'P', 'K', 5, 6};

    @TempDir
    private Path folder;

    @Test
    void anArchiveWithoutObjectsIsNoCheckpoint() throws IOException {
        assertTrue(refusal(deflated("readme.txt")).contains("without the data.pkl"));
    }

    @Test
    void torchScriptIsToldApart() throws IOException {
        Path file = deflated("net/data.pkl", "net/constants.pkl", "net/code/__torch__.py");

        assertTrue(
                refusal(file).contains("TorchScript archive") && refusal(file).contains("djl"), refusal(file));
    }

    @Test
    void torchScriptOfPyTorchItselfIsToldApart() {
        String refusal = refusal(TestWeights.shared("golden/foreign/restorer3.pt"));

        assertTrue(refusal.contains("TorchScript archive"), refusal);
    }

    @Test
    void deflatedEntriesAreInflated() throws IOException {
        Path file = folder.resolve("deflated.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("net/data.pkl"));
            zip.write(objects());
            zip.putNextEntry(new ZipEntry("net/data/0"));
            zip.write(little(4).putFloat(0.5f).array());
        }

        Checkpoint checkpoint = Checkpoint.open(file);

        String name = checkpoint.names().iterator().next();
        assertEquals(0.5f, TestWeights.floats(checkpoint.weight(name))[0]);
    }

    /** 100 MB of zeros shrink to 100 KB. */
    @Test
    void aSmallFileThatFillsTheMemoryIsRefused() throws IOException {
        Path file = folder.resolve("bomb.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("net/data.pkl"));
            zip.write(objects());
            zip.putNextEntry(new ZipEntry("net/data/0"));
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[1_000_000]);
            }
        }

        assertTrue(refusal(file).contains("compressed so much"), refusal(file));
    }

    @Test
    void otherCompressionIsRefused() throws IOException {
        assertTrue(refusal(patched(10, 12)).contains("is compressed by method 12"));
    }

    @Test
    void damagedCompressionIsRefused() throws IOException {
        assertTrue(refusal(patched(10, 8)).contains("is damaged"), refusal(patched(10, 8)));
    }

    @Test
    void encryptedEntriesAreNotRead() throws IOException {
        assertTrue(refusal(patched(8, 1)).contains("is encrypted"));
    }

    @Test
    void sizesThatDisagreeAreNotBelieved() throws IOException {
        assertTrue(refusal(patched(24, 0x7f)).contains("has two sizes"));
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        Path file = folder.resolve("twice.pth");
        PyTorchZipWriter.write(file, objects(), Map.of("0", new byte[4], "1", new byte[4]));
        byte[] bytes = Files.readAllBytes(file);
        byte[] name = "archive/data/1".getBytes(StandardCharsets.US_ASCII);
        for (int copy = 0; copy < 2; copy++) {
            bytes[TestWeights.placeOf(name, bytes) + name.length - 1] = '0';
        }
        Files.write(file, bytes);

        assertTrue(refusal(file).contains("two entries have the name 'archive/data/0'"), refusal(file));
    }

    @Test
    void aMissingStorageIsNamed() {
        Path file = folder.resolve("missing.pth");
        PyTorchZipWriter.write(file, objects(), Map.of());

        assertTrue(refusal(file).contains("lacks 'archive/data/0'"), refusal(file));
    }

    @Test
    void aCountOfEntriesBeyondTheFileIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(checkpoint());
        int end = TestWeights.placeOf(DIRECTORY_END, bytes);
        bytes[end + 10] = (byte) 0xff;
        bytes[end + 11] = (byte) 0xff;

        assertTrue(refusal(Files.write(folder.resolve("many.pth"), bytes)).contains("is invalid"));
    }

    @Test
    void aCommentAtTheEndIsSkipped() throws IOException {
        byte[] bytes = Files.readAllBytes(checkpoint());
        bytes[bytes.length - 2] = 5;
        Path file = Files.write(folder.resolve("commented.pth"), bytes);
        Files.writeString(file, "hello", StandardOpenOption.APPEND);

        Checkpoint checkpoint = Checkpoint.open(file);

        assertArrayEquals(new float[] {0}, TestWeights.floats(checkpoint.weight("w")));
    }

    /** A storage of more than 2 GiB, one beyond 4 GiB, and the 64-bit fields that this takes; the file is sparse. */
    @Test
    void archivesBeyondThe32BitLimitsAreRead() throws IOException {
        long giantBytes = (1L << 31) + 64;
        byte[] tail = little(4).putFloat(2.5f).array();
        byte[] far = little(4).putFloat(-7).array();
        byte[] objects = new PickleWriter()
                .opcode(Opcodes.EMPTY_DICT)
                .opcode(Opcodes.MARK)
                .text("giant.tail")
                .tensor("FloatStorage", "0", giantBytes / 4, giantBytes / 4 - 2, List.of(2), List.of(1L))
                .text("giant")
                .tensor("FloatStorage", "0", giantBytes / 4, 0, List.of((int) (giantBytes / 4)), List.of(1L))
                .text("far")
                .tensor("FloatStorage", "1", 1, 0, List.of(1), List.of(1L))
                .opcode(Opcodes.SETITEMS)
                .stop();
        Path file = folder.resolve("large.pth");
        try (Zip64File zip = new Zip64File(file)) {
            zip.put("large/data.pkl", 0, objects.length, objects);
            zip.put("large/data/0", 1 << 20, giantBytes, tail);
            zip.put("large/data/1", 5L << 30, far.length, far);
        }

        Checkpoint checkpoint = Checkpoint.open(file);

        assertArrayEquals(new float[] {0, 2.5f}, TestWeights.floats(checkpoint.weight("giant.tail")));
        assertArrayEquals(new float[] {-7}, TestWeights.floats(checkpoint.weight("far")));
        InvalidModelException e = assertThrows(InvalidModelException.class, () -> checkpoint.weight("giant"));
        assertTrue(e.getMessage().contains("exceeds the 2 GiB"), e.getMessage());
    }

    /** Writes entries with all their sizes and places in the 64-bit fields. */
    private static final class Zip64File implements AutoCloseable {
        private static final int NARROW = -1;

        private final List<byte[]> headers = new ArrayList<>();
        private final FileChannel channel;
        private long end;

        Zip64File(Path file) throws IOException {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
        }

        /** Puts an entry of zeros that ends with the given bytes. */
        void put(String name, long position, long size, byte[] tail) throws IOException {
            byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            long data = position + 30 + text.length;
            channel.write(
                    little(30)
                            .putInt(0x04034b50)
                            .putShort(26, (short) text.length)
                            .rewind(),
                    position);
            channel.write(ByteBuffer.wrap(text), position + 30);
            channel.write(ByteBuffer.wrap(tail), data + size - tail.length);
            end = data + size;
            headers.add(little(46 + text.length + 28)
                    .putInt(0x02014b50)
                    .putInt(16, (int) crc(size - tail.length, tail))
                    .putInt(20, NARROW)
                    .putInt(24, NARROW)
                    .putShort(28, (short) text.length)
                    .putShort(30, (short) 28)
                    .putInt(42, NARROW)
                    .position(46)
                    .put(text)
                    .putShort((short) 1)
                    .putShort((short) 24)
                    .putLong(size)
                    .putLong(size)
                    .putLong(position)
                    .array());
        }

        private static long crc(long zeros, byte[] tail) {
            CRC32 crc = new CRC32();
            byte[] piece = new byte[1 << 20];
            for (long done = 0; done < zeros; done += piece.length) {
                crc.update(piece, 0, (int) Math.min(piece.length, zeros - done));
            }
            crc.update(tail);
            return crc.getValue();
        }

        @Override
        public void close() throws IOException {
            int directoryBytes = 0;
            for (byte[] header : headers) {
                channel.write(ByteBuffer.wrap(header), end + directoryBytes);
                directoryBytes += header.length;
            }
            long zip64End = end + directoryBytes;
            channel.write(
                    little(56 + 20 + 22)
                            .putInt(0x06064b50)
                            .putLong(32, headers.size())
                            .putLong(40, directoryBytes)
                            .putLong(48, end)
                            .putInt(56, 0x07064b50)
                            .putLong(64, zip64End)
                            .putInt(76, 0x06054b50)
                            .putShort(86, (short) NARROW)
                            .putInt(88, NARROW)
                            .putInt(92, NARROW)
                            .rewind(),
                    zip64End);
            channel.close();
        }
    }

    private static byte[] objects() {
        return new PickleWriter()
                .opcode(Opcodes.EMPTY_DICT)
                .text("w")
                .tensor("FloatStorage", "0", 1, 0, List.of(1), List.of(1L))
                .opcode(Opcodes.SETITEM)
                .stop();
    }

    private Path checkpoint() {
        Path file = folder.resolve("small.pth");
        PyTorchZipWriter.write(file, objects(), Map.of("0", new byte[4]));
        return file;
    }

    private Path patched(int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(checkpoint());
        bytes[TestWeights.placeOf(DIRECTORY_HEADER, bytes) + offset] = (byte) value;
        return Files.write(folder.resolve("patched.pth"), bytes);
    }

    private Path deflated(String... names) throws IOException {
        Path file = folder.resolve("deflated.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[100_000]);
            }
        }
        return file;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String refusal(Path file) {
        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));
        assertEquals(1, e.getMessage().lines().count());
        return e.getMessage();
    }
}
