package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.files.MaskArchives;

/** Every bad input ends in exit code 1, one line that says what is wrong with what, and no file or folder left behind. */
class BadInputTest {
    @TempDir
    private Path inputs;

    @TempDir
    private Path outputs;

    private Path output;

    @BeforeEach
    void nameTheOutput() {
        output = outputs.resolve("made/out.png");
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> left = Files.list(outputs)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private Path input(String name, byte[] content) throws IOException {
        return Files.write(inputs.resolve(name), content);
    }

    private CommandLineRun deblur(Path input, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("deblur", input, "-o", output));
        arguments.addAll(Arrays.asList(options));
        return CommandLineRun.of(arguments.toArray());
    }

    private static Path photograph() {
        return golden("nafnet/input.png");
    }

    @Test
    void aMissingImage() {
        deblur(inputs.resolve("nowhere.png")).failedWith("nowhere.png");
    }

    @Test
    void anEmptyImage() throws IOException {
        deblur(input("empty.png", new byte[0])).failedWith("empty.png");
    }

    @Test
    void aTruncatedImage() throws IOException {
        byte[] whole = Files.readAllBytes(photograph());

        deblur(input("half.png", Arrays.copyOf(whole, whole.length / 2))).failedWith("half.png");
    }

    @Test
    void aTextNamedLikeAnImage() throws IOException {
        deblur(input("text.png", "no image".getBytes(StandardCharsets.US_ASCII)))
                .failedWith("text.png");
    }

    @Test
    void anImageOfOnePixel() throws IOException {
        Path image = inputs.resolve("dot.png");
        Image.ofRgb(new ImageSize(1, 1), new byte[3]).write(image);

        deblur(image).failedWith("dot.png", "1×1", "too small");
    }

    /** The header announces 2.5 gigapixels; nothing of that size may be asked of memory. */
    @Test
    void anImageLargerThanAnyMemory() throws IOException {
        deblur(input("bomb.png", pngHeader(50_000, 50_000))).failedWith("bomb.png", "50000");
    }

    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(chunk);
        data.writeBytes("IHDR");
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 checksum = new CRC32();
        checksum.update(chunk.toByteArray());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(file);
        png.writeLong(0x89504E470D0A1A0AL);
        png.writeInt(chunk.size() - 4);
        png.write(chunk.toByteArray());
        png.writeInt((int) checksum.getValue());
        png.writeInt(0);
        png.writeBytes("IDAT");
        png.writeInt(0x35AF061E);
        return file.toByteArray();
    }

    @Test
    void masksOfAnotherSize() {
        Path masks = inputs.resolve("masks.npz");
        MaskArchives.write(masks, MaskSet.empty(new ImageSize(93, 102)));

        deblur(photograph(), "--masks", masks).failedWith("102×93", "101×93");
    }

    @ParameterizedTest
    @ValueSource(strings = {"npz", "json", "png", "txt"})
    void masksThatAreNone(String suffix) throws IOException {
        Path masks = input("masks." + suffix, "no masks".getBytes(StandardCharsets.US_ASCII));

        deblur(photograph(), "--masks", masks).failedWith("masks." + suffix);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.2, 0.5, 0.8, 0.95, 0.9999})
    void aCheckpointCutShort(double share) throws IOException {
        byte[] whole = Files.readAllBytes(golden("nafnet/nafnet.pth"));
        Path cut = input("cut.pth", Arrays.copyOf(whole, (int) (whole.length * share)));

        deblur(photograph(), "--model", cut).failedWith("cut.pth");
    }

    /** A checksum guards what is stored, so that no flipped byte goes unnoticed. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.7})
    void aCheckpointWithFlippedBytes(double where) throws IOException {
        byte[] flipped = Files.readAllBytes(golden("nafnet/nafnet.pth"));
        for (int i = 0; i < 8; i++) {
            flipped[(int) (flipped.length * where) + i] ^= 0x55;
        }

        deblur(photograph(), "--model", input("flipped.pth", flipped)).failedWith("flipped.pth");
    }

    @Test
    void aCheckpointThatCallsForeignFunctions() throws IOException {
        Path trace = outputs.resolve("called");
        byte[] pickle = ("cos\nsystem\n(S'touch " + trace + "'\ntR.").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(storedEntry("archive/data.pkl", pickle));
            zip.write(pickle);
            zip.closeEntry();
        }

        deblur(photograph(), "--model", input("evil.pth", bytes.toByteArray())).failedWith("evil.pth");
        assertFalse(Files.exists(trace));
    }

    private static ZipEntry storedEntry(String name, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        return entry;
    }

    @Test
    void anOnnxFileThatIsNone() throws IOException {
        Path model = input("model.onnx", "no network".getBytes(StandardCharsets.US_ASCII));

        deblur(photograph(), "--model", model).failedWith("model.onnx");
    }

    @Test
    void aModelThatIsNotThere() {
        deblur(photograph(), "--model", inputs.resolve("nowhere.pth")).failedWith("nowhere.pth");
    }

    @Test
    void aNetworkOfOtherChannels() {
        deblur(photograph(), "--model", golden("foreign/restorer5_dynamic.onnx"))
                .failedWith("restorer5", "5 channels");
    }

    @Test
    void anInputTensorOfOtherChannels() {
        deblur(golden("foreign/restorer5_input.npy"), "--model", golden("foreign/restorer3_dynamic.onnx"))
                .failedWith("restorer3", "[5, 42, 58]");
    }

    @Test
    void aDeviceThatIsNotThere() {
        deblur(photograph(), "--model", golden("nafnet/nafnet.pth"), "--device", "gpu:97")
                .failedWith("gpu:97");
    }

    @Test
    void anUnknownBackend() {
        deblur(photograph(), "--backend", "abacus").failedWith("abacus", "onnx");
    }

    @Test
    void anOutputFolderThatIsAFile() throws IOException {
        output = input("file", new byte[1]).resolve("out.png");

        deblur(photograph()).failedWith("file is a file");
    }

    @Test
    void aBadFileAmongGoodOnes() throws IOException {
        Path bad = input("bad.png", "no image".getBytes(StandardCharsets.US_ASCII));
        Path folder = Files.createDirectory(inputs.resolve("results"));

        CommandLineRun run =
                CommandLineRun.of("deblur", bad, photograph(), "-o", folder, "--model", golden("nafnet/nafnet.pth"));

        run.failedWith("bad.png");
        assertTrue(run.out().contains("1 deblurred, 0 skipped, 1 failed"), run.out());
        try (Stream<Path> made = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("input.png")), made.toList());
        }
    }
}
