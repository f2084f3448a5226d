package org.samdeblur.networks.checkpoint;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.PyTorchZipWriter;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

class PyTorchZipTest {
    @TempDir
    private Path folder;

    @Test
    void aStateDictIsReadInItsOrder() {
        Checkpoint checkpoint = Checkpoint.open(TestWeights.GOLDEN.resolve("nafnet/segnafnet.pth"));

        assertEquals(161, checkpoint.names().size());
        assertEquals(
                List.of("pre_seg.weight", "pre_seg.bias", "pre_seg_in.weight", "pre_seg_in.bias"),
                checkpoint.names().stream().limit(4).toList());
        assertEquals(List.of(2, 3, 3, 3), checkpoint.shape("pre_seg.weight"));
    }

    @Test
    void theValuesAreThoseThatPyTorchSees() {
        Checkpoint checkpoint = Checkpoint.open(TestWeights.GOLDEN.resolve("nafnet/segnafnet.pth"));

        assertArrayEquals(
                new float[] {0.013441692106425762f, -0.1159307062625885f, 0.06128061190247536f},
                Arrays.copyOf(TestWeights.floats(checkpoint.weight("pre_seg.weight")), 3));
        assertArrayEquals(
                new float[] {-0.3289598524570465f, -0.001359404413960874f, 0.34610316157341003f},
                Arrays.copyOf(TestWeights.floats(checkpoint.weight("pre_seg_in.weight")), 3));
    }

    @Test
    void floatsAreMappedAndNotCopied() {
        Checkpoint checkpoint = Checkpoint.open(TestWeights.GOLDEN.resolve("nafnet/segnafnet.pth"));

        ByteBuffer bytes = checkpoint.weight("pre_seg.weight").data();

        assertTrue(bytes.isDirect());
        assertEquals(0, bytes.alignmentOffset(0, Float.BYTES));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void everyBinaryProtocolOfPickleIsRead(int protocol) {
        Checkpoint checkpoint = Checkpoint.open(TestWeights.resource("protocol-" + protocol + ".pth", folder));

        assertArrayEquals(new float[] {protocol}, TestWeights.floats(checkpoint.weight("w")));
    }

    @Test
    void theTestsOwnWriterWritesTheSameFormat() {
        Map<String, Constant> weights = new LinkedHashMap<>();
        weights.put("b", Constant.of(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));
        weights.put("a", Constant.ofLongs(7, -8));
        Path file = folder.resolve("own.pth");

        PyTorchZipWriter.write(file, weights);

        Checkpoint checkpoint = Checkpoint.open(file);
        assertEquals(List.of("b", "a"), List.copyOf(checkpoint.names()));
        assertEquals(weights.get("b"), checkpoint.weight("b"));
        assertEquals(ElementType.INT64, checkpoint.weight("a").type());
        assertEquals(weights.get("a"), checkpoint.weight("a"));
    }

    @Test
    void aBigEndianFileIsRefused() throws IOException {
        Path file = folder.resolve("big.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("net/data.pkl", "net/byteorder")) {
                byte[] content = "big".getBytes(StandardCharsets.US_ASCII);
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertTrue(e.getMessage().contains("big-endian"), e.getMessage());
    }

    @Test
    void whatHasBeenReadIntoMemoryIsReadLikeTheFile() throws IOException {
        Path file = TestWeights.GOLDEN.resolve("nafnet/segnafnet.pth");
        Checkpoint mapped = Checkpoint.open(file);

        Checkpoint inMemory = Checkpoint.of(Path.of("resource.pth"), ByteBuffer.wrap(Files.readAllBytes(file)));

        assertEquals(List.copyOf(mapped.names()), List.copyOf(inMemory.names()));
        mapped.names().forEach(name -> assertEquals(mapped.weight(name), inMemory.weight(name), name));
    }

    @Test
    void manyThreadsReadTheSameWeights() {
        Checkpoint checkpoint = Checkpoint.open(TestWeights.GOLDEN.resolve("nafnet/segnafnet.pth"));
        Checkpoint again = Checkpoint.open(TestWeights.GOLDEN.resolve("nafnet/segnafnet.pth"));

        Map<String, Constant> together =
                checkpoint.names().parallelStream().collect(toMap(name -> name, checkpoint::weight));

        together.forEach((name, weight) -> assertEquals(again.weight(name), weight, name));
    }

    @Test
    void aLargerNetworkOfOursIsRead() {
        Checkpoint checkpoint = Checkpoint.open(TestWeights.shared("models/segnafnet-small.pth"));

        long values = checkpoint.names().stream()
                .mapToLong(name -> checkpoint.weight(name).toTensor().size())
                .sum();

        assertEquals(308, checkpoint.names().size());
        assertEquals(1_969_937, values);
    }
}
