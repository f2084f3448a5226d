package org.samdeblur.backend.djl.runtime;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions of PyTorch for which DJL has no method, called through a TorchScript module without weights. They are
 * differentiable. PyTorch computes such a function and its derivative in one pass each, and keeps only its operand for
 * the backward pass.
 */
public final class ScriptedFunctions {
    private static final String CODE = """
            class Gelu(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Gelu,
                x: Tensor) -> Tensor:
                return torch.gelu(x, approximate="tanh")
            """;

    /** {@code Gelu} with {@code training = True}, pickled. */
    private static final String MODULE = "\u0080\u0002c__torch__\nGelu\n)\u0081}(X\b\0\0\0training\u0088ub.";

    /** An empty tuple, pickled. */
    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private ScriptedFunctions() {}

    /** The loaded module, which is never released. */
    private static final class Gelu {
        /** Owns the block, and would release it if garbage-collected. */
        static final Model MODEL = load();

        static final Block BLOCK = MODEL.getBlock();

        private static Model load() {
            Model model = PyTorch.get().newModel("gelu", Device.cpu());
            try {
                model.load(new ByteArrayInputStream(archive()));
                return model;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedModelException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Applies the tanh approximation of the Gaussian error linear unit.
     *
     * @param x any shape
     * @return the same shape
     */
    public static NDArray geluByTanh(NDArray x) {
        PyTorch.get().interpretTorchScript();
        ParameterStore none = new ParameterStore(x.getManager(), false);
        // in inference, nothing is recorded, because no operand requires a gradient
        return Gelu.BLOCK.forward(none, new NDList(x), true).singletonOrThrow();
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            write(zip, "data.pkl", MODULE);
            write(zip, "code/__torch__.py", CODE);
            write(zip, "constants.pkl", NO_CONSTANTS);
            // gelu has taken the approximation since this version of the format
            write(zip, "version", "10\n");
        }
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream zip, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry("gelu/" + name);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
