package org.samdeblur.examples.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;

class SamplesTest {
    private static final Path INPUT = Path.of(System.getProperty("samdeblur.golden"), "nafnet", "input.png");

    @TempDir
    private Path folder;

    private void assertChanges(Consumer<String[]> program) {
        Path output = folder.resolve("out.png");

        program.accept(new String[] {INPUT.toString(), output.toString()});

        Image before = Image.read(INPUT);
        Image after = Image.read(output);
        assertEquals(before.size(), after.size());
        assertNotEquals(before.toTensor(), after.toTensor());
    }

    @Test
    void theDefaultsDeblur() {
        assertChanges(DeblurWithDefaults::main);
    }

    @Test
    void aSegmenterOfOnesOwnGuidesTheNetwork() {
        assertChanges(OwnSegmenter::main);
    }

    @Test
    void aPromptLeavesOneThingInColour() {
        Path golden = Path.of(System.getProperty("samdeblur.golden"), "sam");

        assertChanges(files -> PromptedSegmentation.main(
                new String[] {golden.resolve("sam.pth").toString(), files[0], files[1]}));
    }

    @Test
    void aModelOfOnesOwnRunsBehindTheMapUnit() {
        assertChanges(OwnDeblurModel::main);
    }
}
