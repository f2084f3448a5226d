package org.samdeblur.networks.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.deblur.DeblurNetworks;

/** A format that somebody else's backend runs, found by its service alone. */
class ForeignFormatTest {
    private static final String FORMAT = """
            package foreign.format;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.Optional;
            import org.samdeblur.networks.format.ModelFormat;

            public final class MineFormat implements ModelFormat {
                @Override public String description() { return "a Mine model"; }
                @Override public boolean recognises(Path path) {
                    return Files.isRegularFile(path.resolve("model.mine"));
                }
                @Override public Optional<RequiredBackend> requiredBackend() {
                    return Optional.of(new RequiredBackend("mine", "org.example:mine"));
                }
            }
            """;

    @TempDir
    private Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreContextClassLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void isAskedByBackendsAndRefusedWithWhatToAdd() throws Exception {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.createFile(model.resolve("model.mine"));
        ModelSource source = ModelSource.of(model);
        assertEquals(Optional.empty(), ModelFormats.objection("onnx", source));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {compiled().toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            String objection = "this is a Mine model, which the backend 'mine' runs; add org.example:mine";
            assertEquals(Optional.of(objection), ModelFormats.objection("onnx", source));
            assertEquals(Optional.empty(), ModelFormats.objection("mine", source));
            String refusal = assertThrows(
                            InvalidModelException.class, () -> DeblurNetworks.load(source, DeblurModelOptions.DEFAULT))
                    .getMessage();
            assertTrue(refusal.endsWith(objection), refusal);
        }
    }

    private Path compiled() throws Exception {
        Path source = Files.writeString(folder.resolve("MineFormat.java"), FORMAT);
        Path classes = folder.resolve("classes");
        String library = Path.of(ModelFormat.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(printer, printer, "-d", classes.toString(), "-cp", library, "-proc:none", source.toString());
        assertEquals(0, code, output.toString());
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(ModelFormat.class.getName()), "foreign.format.MineFormat\n");
        return classes;
    }
}
