package org.samdeblur.networks.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file is, told by its first bytes, and what to do about it where a model is expected. */
public enum FileContent {
    /** A zip archive, as {@code torch.save} writes. */
    PYTORCH_ZIP("is a zip archive, as PyTorch's checkpoints are"),
    /** A pickle, as {@code torch.save} wrote before version 1.6. */
    PICKLE("is a pickle, as PyTorch's older checkpoints are"),
    /** A safetensors file. */
    SAFETENSORS("is a safetensors file"),
    /** An ONNX model. */
    ONNX("looks like an ONNX model"),

    /** The pointer that Git LFS keeps in the place of a file. */
    GIT_LFS_POINTER(
            "is a Git LFS pointer, which stands for the file; fetch the file itself with 'git lfs pull', or download it"),
    /** A web page. */
    HTML("is a web page, not the file it leads to; download the file itself, by a direct link or in a browser"),
    /** An XML document. */
    XML("is an XML document, as servers answer in place of a file; download the file again"),
    /** A JSON text. */
    JSON(
            "is a JSON text, as servers answer in place of a file, or a network's configuration; give the file of weights"),
    /** Nothing but zeros. */
    ZEROS("begins with zeros only, as a download does that was broken off; download the file again"),
    /** A gzip stream. */
    GZIP("is compressed with gzip; unpack it first, with 'gunzip' or 'tar xzf'"),
    /** A bzip2 stream. */
    BZIP2("is compressed with bzip2; unpack it first"),
    /** An xz stream. */
    XZ("is compressed with xz; unpack it first"),
    /** A Zstandard stream. */
    ZSTD("is compressed with zstd; unpack it first"),
    /** A 7-Zip archive. */
    SEVEN_ZIP("is a 7-Zip archive; unpack it and give the file inside"),
    /** A RAR archive. */
    RAR("is a RAR archive; unpack it and give the file inside"),
    /** A tar archive. */
    TAR("is a tar archive; unpack it with 'tar xf' and give the file inside"),
    /** An HDF5 file, such as Keras weights. */
    HDF5("is an HDF5 file, as Keras writes weights (.h5); save the network as a SavedModel or ONNX model in Python"),
    /** The index of a TensorFlow checkpoint. */
    TENSORFLOW_CHECKPOINT(
            "is the index of a TensorFlow checkpoint, which holds weights without their network; save the network as a SavedModel"),
    /** A list of TensorFlow checkpoints. */
    TENSORFLOW_CHECKPOINT_LIST("is a list of TensorFlow checkpoints; save the network as a SavedModel"),
    /** A TensorFlow Lite model. */
    TFLITE("is a TensorFlow Lite model, which is not read; save the network as a SavedModel or ONNX model"),
    /** A NumPy array. */
    NUMPY("is a NumPy array, no network's weights"),
    /** A language model in GGUF. */
    GGUF("is a GGUF file, of a language model"),
    /** A picture. */
    PICTURE("is a picture, not a network"),
    /** A PDF document. */
    PDF("is a PDF document, not a network");

    /** How many first bytes are looked at. */
    public static final int BYTES = 512;

    private static final byte[] HDF5_SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private final String description;

    FileContent(String description) {
        this.description = description;
    }

    /**
     * Says what the file is, and what to do about it.
     *
     * @return the predicate of a sentence whose subject is the file
     */
    public String description() {
        return description;
    }

    /**
     * Returns whether files of this kind are models.
     *
     * @return true for the kinds that some reader takes
     */
    public boolean isModel() {
        return ordinal() <= ONNX.ordinal();
    }

    /**
     * Tells what a file is.
     *
     * @param start its first {@value #BYTES} bytes, or all of it; left as it is
     * @return what it is, if that can be told
     */
    public static Optional<FileContent> of(ByteBuffer start) {
        byte[] bytes = new byte[Math.min(start.remaining(), BYTES)];
        start.duplicate().get(bytes);
        return bytes.length == 0 ? Optional.empty() : binary(bytes).or(() -> text(bytes));
    }

    /**
     * Tells what a file is.
     *
     * @param file the file, which need not be there
     * @return what it is, if that can be told
     */
    public static Optional<FileContent> of(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            return of(ByteBuffer.wrap(input.readNBytes(BYTES)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<FileContent> binary(byte[] bytes) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        FileContent content = null;
        if (latin.startsWith("PK\u0003\u0004")) {
            content = PYTORCH_ZIP;
        } else if (latin.startsWith("\u0080") && bytes.length > 1 && bytes[1] <= 5) {
            content = PICKLE;
        } else if (isSafetensors(bytes)) {
            content = SAFETENSORS;
        } else if (latin.startsWith("\u001f\u008b")) {
            content = GZIP;
        } else if (latin.startsWith("BZh")) {
            content = BZIP2;
        } else if (latin.startsWith("\u00fd7zXZ")) {
            content = XZ;
        } else if (latin.startsWith("(\u00b5/\u00fd")) {
            content = ZSTD;
        } else if (latin.startsWith("7z\u00bc\u00af")) {
            content = SEVEN_ZIP;
        } else if (latin.startsWith("Rar!")) {
            content = RAR;
        } else if (latin.startsWith("ustar", 257)) {
            content = TAR;
        } else if (startsWith(bytes, HDF5_SIGNATURE)) {
            content = HDF5;
        } else if (latin.startsWith("TFL3", 4)) {
            content = TFLITE;
        } else if (latin.startsWith("\u0093NUMPY")) {
            content = NUMPY;
        } else if (latin.startsWith("GGUF")) {
            content = GGUF;
        } else if (latin.startsWith("\u0089PNG")
                || latin.startsWith("\u00ff\u00d8\u00ff")
                || latin.startsWith("GIF8")) {
            content = PICTURE;
        } else if (latin.startsWith("%PDF")) {
            content = PDF;
        } else if (isTensorFlowIndex(latin)) {
            content = TENSORFLOW_CHECKPOINT;
        } else if (isOnnx(bytes)) {
            content = ONNX;
        } else if (allZero(bytes)) {
            content = ZEROS;
        }
        return Optional.ofNullable(content);
    }

    private static boolean startsWith(byte[] bytes, byte[] signature) {
        return bytes.length >= signature.length
                && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
    }

    /** The length of a header, then the header in JSON. */
    private static boolean isSafetensors(byte[] bytes) {
        if (bytes.length <= Long.BYTES || bytes[Long.BYTES] != '{') {
            return false;
        }
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        return header > 0 && header <= Integer.MAX_VALUE;
    }

    /** A sorted table whose first key is empty and whose value says how many files the weights are in. */
    private static boolean isTensorFlowIndex(String latin) {
        return latin.startsWith("\u0000\u0000")
                && latin.startsWith("\u0008", 3)
                && latin.indexOf("\u001a\u0002\u0008\u0001") > 0;
    }

    /** The version of the format first, a small number, as all exporters write it; then another field of the model. */
    private static boolean isOnnx(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x08 && bytes[1] > 0 && bytes[1] < 64 && bytes[2] != 0;
    }

    private static boolean allZero(byte[] bytes) {
        return bytes.length >= 16
                && new String(bytes, StandardCharsets.ISO_8859_1).chars().allMatch(value -> value == 0);
    }

    private static Optional<FileContent> text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        FileContent content = null;
        if (text.startsWith("version https://git-lfs.github.com/")) {
            content = GIT_LFS_POINTER;
        } else if (text.startsWith("<!doctype html")
                || text.startsWith("<html")
                || text.startsWith("<head")
                || text.startsWith("<!--") && text.contains("<html")) {
            content = HTML;
        } else if (text.startsWith("<?xml") && text.contains("<html")) {
            content = HTML;
        } else if (text.startsWith("<?xml") || text.startsWith("<error")) {
            content = XML;
        } else if (text.startsWith("{") || text.startsWith("[")) {
            content = JSON;
        } else if (text.startsWith("model_checkpoint_path:")) {
            content = TENSORFLOW_CHECKPOINT_LIST;
        }
        return Optional.ofNullable(content);
    }

    /**
     * Quotes the beginning of a file that is plain text.
     *
     * @param start its first bytes; left as they are
     * @return the first line in quotes, shortened; empty if there are bytes in it that no text has
     */
    public static Optional<String> textOf(ByteBuffer start) {
        byte[] bytes = new byte[Math.min(start.remaining(), BYTES)];
        start.duplicate().get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        boolean plain = !text.isEmpty()
                && text.chars()
                        .noneMatch(value ->
                                value == '\ufffd' || value < ' ' && value != '\n' && value != '\r' && value != '\t');
        return plain
                ? text.lines()
                        .findFirst()
                        .map(line -> "'"
                                + line.substring(0, Math.min(60, line.length())).replaceAll("\\p{C}", "?") + "'")
                : Optional.empty();
    }
}
