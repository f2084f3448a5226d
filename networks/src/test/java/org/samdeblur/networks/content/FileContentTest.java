package org.samdeblur.networks.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.sam.graph.SamNetworks;

/** Files that are given as models and are none: every reader says what they are. */
class FileContentTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n", "a Git LFS pointer"),
                Arguments.of("<!DOCTYPE html><html><head>", "a web page"),
                Arguments.of("\n  <HTML>\n", "a web page"),
                Arguments.of("\u00ef\u00bb\u00bf<html>", "a web page"),
                Arguments.of("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "an XML document"),
                Arguments.of("{\"error\": \"Repository not found\"}", "a JSON text"),
                Arguments.of("\0".repeat(4096), "zeros only"),
                Arguments.of("\u001f\u008b\u0008\0\0\0\0\0\0\u0003", "gzip"),
                Arguments.of("BZh91AY&SY", "bzip2"),
                Arguments.of("\u00fd7zXZ\0\0", "xz"),
                Arguments.of("(\u00b5/\u00fd\0\0", "zstd"),
                Arguments.of("7z\u00bc\u00af\u0027\u001c", "7-Zip"),
                Arguments.of("Rar!\u001a\u0007\1\0", "RAR"),
                Arguments.of("net.pth" + "\0".repeat(250) + "ustar\00000", "tar archive"),
                Arguments.of("\u0089HDF\r\n\u001a\n\0\0\0\0", "HDF5"),
                Arguments.of(
                        "\0\0\u001b\u0008\1\u001a\2\u0008\1\0\u0011\u001conv/kernel\u0008\1\u0012\u0008",
                        "TensorFlow checkpoint"),
                Arguments.of("model_checkpoint_path: \"ckpt-1\"\n", "TensorFlow checkpoints"),
                Arguments.of("\u001c\0\0\0TFL3\0\0", "TensorFlow Lite"),
                Arguments.of("\u0093NUMPY\1\0v\0{'descr'", "NumPy"),
                Arguments.of("GGUF\3\0\0\0", "GGUF"),
                Arguments.of("\u0089PNG\r\n\u001a\n", "a picture"),
                Arguments.of("%PDF-1.7", "PDF"),
                Arguments.of("", "empty"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyReaderSaysWhatItIs(String content, String expected) throws IOException {
        for (String suffix : new String[] {".pth", ".safetensors", ".onnx"}) {
            Path file = Files.write(folder.resolve("file" + suffix), content.getBytes(StandardCharsets.ISO_8859_1));
            ModelSource source = ModelSource.of(file);
            assertSays(file, expected, () -> DeblurNetworks.load(source, DeblurModelOptions.DEFAULT));
            if (suffix.equals(".onnx")) {
                ModelSource pair = ModelSource.of(file, file);
                assertSays(file, expected, () -> SamNetworks.load(pair));
            } else {
                assertSays(file, expected, () -> SamNetworks.load(source));
            }
        }
    }

    @Test
    void aDamagedArchiveNamedLikeAnOnnxModelIsTold() throws IOException {
        byte[] zip = "PK\3\4".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("net.onnx"), zip);

        assertSays(file, "PyTorch's checkpoints", () -> load(file));
    }

    @Test
    void archivesOfOtherThingsAreTold() throws IOException {
        assertSays("unpack it if the checkpoint is inside: 'weights/net.pth'", zip("weights/net.pth"));
        assertSays("Keras", zip("metadata.json", "config.json", "model.weights.h5"));
        assertSays("NumPy archive", zip("a.npy", "b.npy"));
    }

    @Test
    void textIsQuoted() throws IOException {
        Path file = Files.writeString(folder.resolve("net.pth"), "404: Not Found");

        assertSays(file, "text that begins with '404: Not Found'", () -> load(file));
    }

    @Test
    void whatCannotBeToldIsNotGuessed() {
        assertEquals(Optional.empty(), FileContent.of(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        assertEquals(Optional.empty(), FileContent.of(ByteBuffer.allocate(0)));
        assertEquals(Optional.empty(), FileContent.of(folder.resolve("none")));
        assertEquals(Optional.empty(), FileContent.textOf(ByteBuffer.wrap(new byte[] {'a', 0, 1})));
        assertTrue(FileContent.SAFETENSORS.isModel());
        assertFalse(FileContent.HTML.isModel());
    }

    private Path zip(String... names) throws IOException {
        Path file = folder.resolve("net.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
            }
        }
        return file;
    }

    private static void assertSays(String expected, Path file) {
        assertSays(file, expected, () -> load(file));
    }

    private static void load(Path file) {
        DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
    }

    private static void assertSays(Path file, String expected, Runnable load) {
        InvalidModelException e = assertThrows(InvalidModelException.class, load::run);
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}
