package org.samdeblur.networks.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.FileContents;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.networks.content.FileContent;
import org.samdeblur.networks.graph.message.MalformedMessageException;
import org.samdeblur.networks.graph.message.MessageWriter;
import org.samdeblur.networks.graph.message.ModelProto;

/**
 * Reads and writes {@code .onnx} files. Nodes are kept as they are, even those with unknown operators. Documentation,
 * training information and the types of inner values are dropped; they do not affect what a graph computes.
 *
 * @since 0.1.0
 */
public final class OnnxFiles {
    private static final long MAX_BYTES_IN_ONE_FILE = 1L << 30;
    private static final int EXTERNAL_IN_FILES = 1024;

    private OnnxFiles() {}

    /**
     * Reads a graph. Its constants are mapped from the file, or from the external data files beside it. These files
     * must not be written to while the graph is in use; moving other files over them is safe.
     *
     * @param file an {@code .onnx} file of at most 2 GB; external data may add any amount
     * @return the graph
     * @throws InvalidModelException if the file is missing, damaged or not an ONNX model, if its external data is
     *     missing or outside its folder, or if it uses sequences, strings or sparse tensors, which are not supported
     */
    public static Graph read(Path file) {
        try {
            requireOnnx(file);
            return new GraphDecoder(file).decode(ModelProto.read(map(file)));
        } catch (MalformedMessageException e) {
            throw ModelProblem.in(file, "is not an ONNX model, or is damaged: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw ModelProblem.in(file, "does not exist", e);
        } catch (IOException e) {
            throw ModelProblem.in(file, "cannot be read as an ONNX model: " + e, e);
        }
    }

    private static void requireOnnx(Path file) throws IOException {
        if (Files.size(file) == 0) {
            throw ModelProblem.in(file, "is empty; download or copy it again");
        }
        Optional<FileContent> content = FileContent.of(file).filter(kind -> kind != FileContent.ONNX);
        if (content.isPresent()) {
            String renamed = content.get().isModel() ? ", not an ONNX model" : "";
            throw ModelProblem.in(file, content.get().description() + renamed);
        }
    }

    private static ByteBuffer map(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE) {
            throw ModelProblem.in(
                    file,
                    "has " + size + " bytes; an .onnx file holds at most 2 GB: save its weights as external data");
        }
        return FileContents.part(file, 0, (int) size);
    }

    /**
     * Writes a graph. The file appears once it is complete and replaces an existing one. If the constants exceed 1 GB,
     * those of a kilobyte or more go to a second file beside it, whose name has {@code .data} appended.
     *
     * @param graph the graph
     * @param file the file to write
     * @throws SamDeblurException if the file cannot be written
     */
    public static void write(Graph graph, Path file) {
        long bytes = graph.constants().values().stream()
                .mapToLong(constant -> constant.data().remaining())
                .sum();
        if (bytes > MAX_BYTES_IN_ONE_FILE) {
            writeWithExternalData(graph, file, EXTERNAL_IN_FILES);
        } else {
            write(file, output -> GraphEncoder.inline().encode(graph).writeTo(output));
        }
    }

    /** Writes the data first, so that the model never names data that does not exist yet. */
    static void writeWithExternalData(Graph graph, Path file, int minBytes) {
        Path data = file.resolveSibling(file.getFileName() + ".data");
        GraphEncoder encoder =
                GraphEncoder.external(minBytes, data.getFileName().toString());
        MessageWriter model = encoder.encode(graph);
        write(data, output -> {
            WritableByteChannel channel = Channels.newChannel(output);
            long position = 0;
            for (Constant constant : encoder.external().values()) {
                long gap = GraphEncoder.aligned(position) - position;
                output.write(new byte[(int) gap]);
                position += gap + channel.write(constant.data());
            }
        });
        write(file, model::writeTo);
    }

    private static void write(Path file, WholeFile.StreamContent content) {
        try {
            WholeFile.writeStream(file, content);
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Serializes a graph for a runtime, without its large constants.
     *
     * @param graph the graph
     * @param minBytesExternal constants of at least this many bytes are omitted. Use a kilobyte or more, because
     *     runtimes need small ones, such as shapes, in the message
     * @return the bytes and the omitted constants
     * @throws IllegalArgumentException if the message exceeds 2 GB
     */
    public static OnnxModel serialize(Graph graph, int minBytesExternal) {
        GraphEncoder encoder = GraphEncoder.external(minBytesExternal, "constants");
        ByteBuffer proto = encoder.encode(graph).toDirectBuffer();
        return new OnnxModel(proto, encoder.external());
    }

    /**
     * Serializes a graph for a runtime that reads large constants from this process's memory.
     *
     * @param graph the graph
     * @param minBytesExternal as in {@link #serialize(Graph, int)}
     * @param location the location that tells the runtime to read from memory
     * @param address returns the address of a constant's data; called once per constant
     * @return the bytes and the constants that they refer to by address
     * @throws IllegalArgumentException if the message exceeds 2 GB
     */
    public static OnnxModel serialize(
            Graph graph, int minBytesExternal, String location, ToLongFunction<Constant> address) {
        GraphEncoder encoder = GraphEncoder.external(minBytesExternal, location, address);
        ByteBuffer proto = encoder.encode(graph).toDirectBuffer();
        return new OnnxModel(proto, encoder.external());
    }
}
