package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that somebody else wrote, compiled and packed, found in another jar by its service alone. */
class ForeignBackendTest {
    private static final String PROVIDER = """
            package foreign.backend;

            import java.util.List;
            import java.util.Optional;
            import org.samdeblur.api.*;

            public final class NegativeProvider implements BackendProvider {
                @Override public String name() { return "negative"; }
                @Override public int priority() { return 1; }
                @Override public BackendStatus status() {
                    return BackendStatus.available("Negative 1.0", List.of(Device.cpu()));
                }
                @Override public boolean supports(ModelSource model) { return true; }
                @Override public Backend open(BackendOptions options) { return new NegativeBackend(); }

                private record NegativeBackend() implements Backend {
                    @Override public String name() { return "negative"; }
                    @Override public Device device() { return Device.cpu(); }
                    @Override public DeblurModel loadDeblurModel(ModelSource source, DeblurModelOptions options) {
                        return new Negative();
                    }
                    @Override public Segmenter loadSegmenter(ModelSource source, AutomaticMaskSettings settings) { return Segmenter.none(); }
                    @Override public void close() {}
                }

                private record Negative() implements DeblurModel {
                    @Override public ModelInfo info() { return ModelInfo.of("negative", 3); }
                    @Override public Tensor run(Tensor input) {
                        float[] values = input.toArray();
                        for (int i = 0; i < values.length; i++) {
                            values[i] = 1 - values[i];
                        }
                        return Tensor.of(values, input.shape());
                    }
                }
            }
            """;

    private static final String BROKEN = """
            package foreign.backend;

            import org.samdeblur.api.*;

            public final class BrokenProvider extends Absent {
                @Override public String name() { return "broken"; }
                @Override public int priority() { return 2; }
                @Override public BackendStatus status() { return null; }
                @Override public boolean supports(ModelSource model) { return true; }
                @Override public Backend open(BackendOptions options) { return null; }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aJarOnAClassLoadersPathIsFoundAndRuns() throws Exception {
        Path jar = jar(List.of("foreign.backend.NegativeProvider"), false);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            assertNegativeRuns(loader);
        }
    }

    @Test
    void aModuleOfALayerIsFoundAndRuns() throws Exception {
        Module api = Backends.class.getModule();
        assumeTrue(api.isNamed(), "the class path has no module for a module to require");
        Path jar = jar(List.of(), true);
        ModuleLayer parent = api.getLayer();
        Configuration configuration =
                parent.configuration().resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("foreign.backend"));
        ModuleLayer layer =
                parent.defineModulesWithOneLoader(configuration, getClass().getClassLoader());
        assertNegativeRuns(layer.findLoader("foreign.backend"));
    }

    @Test
    void aProviderThatIsMissingDoesNotHideTheOneBesideIt() throws Exception {
        Path jar = jar(List.of("foreign.backend.Missing", "foreign.backend.NegativeProvider"), false);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            assertNegativeRuns(loader);
            String failures =
                    String.join("\n", with(loader, Backends::installed).failures());
            assertTrue(failures.contains("foreign.backend.Missing"), failures);
        }
    }

    @Test
    void aProviderWhoseClassesAreGoneDoesNotHideTheOneBesideIt() throws Exception {
        Path jar = jar(List.of("foreign.backend.BrokenProvider", "foreign.backend.NegativeProvider"), false);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            assertNegativeRuns(loader);
            String failures =
                    String.join("\n", with(loader, Backends::installed).failures());
            assertTrue(failures.contains("org/samdeblur/api/Absent"), failures);
        }
    }

    @Test
    void theBackendOfASegmenterIsNotTakenForThatOfTheCallersOwnNetwork() throws Exception {
        Path jar = jar(List.of("foreign.backend.NegativeProvider"), false);
        DeblurModel own = new DeblurModel() {
            @Override
            public ModelInfo info() {
                return ModelInfo.of("own", 3);
            }

            @Override
            public Tensor run(Tensor input) {
                return input;
            }
        };
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                SamDeblur deblur = with(
                        loader,
                        SamDeblur.builder()
                                .backend("negative")
                                .segmenter(ModelSource.of(Path.of("anything")))
                                .guard(Guard.OFF) // a negative is not a deblurred image
                                .deblurModel(own)::build)) {
            assertEquals("custom", deblur.backend());
        }
    }

    private static void assertNegativeRuns(ClassLoader loader) throws Exception {
        assertFalse(names(Backends.installed()).contains("negative"));
        assertTrue(names(with(loader, Backends::installed)).contains("negative"));
        Image image = Pictures.smooth(12, 20);
        Image negative = with(loader, () -> {
            try (SamDeblur deblur = SamDeblur.builder()
                    .backend("negative")
                    .deblurModel(ModelSource.of(Path.of("anything")))
                    .guard(Guard.OFF) // a negative is not a deblurred image
                    .build()) {
                DeblurResult result = deblur.deblur(image);
                assertEquals("negative", result.backend());
                return result.image();
            }
        });
        byte[] before = image.toRgb();
        byte[] after = negative.toRgb();
        for (int i = 0; i < before.length; i++) {
            assertEquals(255, (before[i] & 0xFF) + (after[i] & 0xFF));
        }
    }

    private static List<String> names(Backends backends) {
        return backends.providers().stream().map(BackendProvider::name).toList();
    }

    private static <T> T with(ClassLoader loader, Callable<T> action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Compiles the provider against the API alone and packs it, with the services listed or as a module. */
    private Path jar(List<String> services, boolean isModule) throws IOException, URISyntaxException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String api = Path.of(Backends.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String provider = source(sources, "foreign/backend/NegativeProvider.java", PROVIDER);
        if (isModule) {
            String descriptor = "module foreign.backend { requires org.samdeblur.api; provides"
                    + " org.samdeblur.api.BackendProvider with foreign.backend.NegativeProvider; }";
            String module = source(sources, "module-info.java", descriptor);
            String modulePath = api + File.pathSeparator + System.getProperty("jdk.module.path");
            tool("javac", "--release", "17", "-d", classes.toString(), "--module-path", modulePath, module, provider);
        } else {
            String absent = "package org.samdeblur.api; public abstract class Absent implements BackendProvider {}";
            tool(
                    "javac",
                    "--release",
                    "17",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    api,
                    provider,
                    source(sources, "foreign/backend/BrokenProvider.java", BROKEN),
                    source(sources, "org/samdeblur/api/Absent.java", absent));
            Files.delete(classes.resolve("org/samdeblur/api/Absent.class"));
            Path listed = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.write(listed.resolve("org.samdeblur.api.BackendProvider"), services);
        }
        Path jar = folder.resolve("foreign.jar");
        tool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    private static String source(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private static void tool(String name, String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exit = ToolProvider.findFirst(name).orElseThrow().run(writer, writer, arguments);
        assertEquals(0, exit, output.toString());
    }
}
