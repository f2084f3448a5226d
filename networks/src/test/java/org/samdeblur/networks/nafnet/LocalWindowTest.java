package org.samdeblur.networks.nafnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.checkpoint.Checkpoint;

class LocalWindowTest {
    @TempDir
    Path folder;

    @Test
    void isThePublishedOneWhereNothingElseIsSaid() {
        assertEquals(new LocalWindow(256, 384), beside(folder));
    }

    @Test
    void isWhatTheCheckpointSaysOfItsTraining() {
        Checkpoint checkpoint = Checkpoint.of(folder.resolve("network.safetensors"), Map.of());

        assertEquals(
                new LocalWindow(128, 192), LocalWindow.of(checkpoint.withMetadata(Map.of("tlc_train_size", "128"))));
        Checkpoint wrong = checkpoint.withMetadata(Map.of("tlc_train_size", "large"));
        assertThrows(InvalidModelException.class, () -> LocalWindow.of(wrong));
    }

    @Test
    void movesByAsManyPixelsAsTheCheckpointSays() {
        Checkpoint checkpoint = Checkpoint.of(folder.resolve("network.safetensors"), Map.of());
        Map<String, String> stated = Map.of("tlc_train_size", "128", "tlc_step", "8");

        assertEquals(new LocalWindow(128, 192, 8), LocalWindow.of(checkpoint.withMetadata(stated)));
        Checkpoint wrong = checkpoint.withMetadata(Map.of("tlc_train_size", "128", "tlc_step", "3"));
        assertThrows(InvalidModelException.class, () -> LocalWindow.of(wrong));
    }

    @Test
    void movesByWhatMapsAreMultiplesOf() {
        LocalWindow window = new LocalWindow(128, 192, 16);

        assertEquals(16, window.stepAtLevel(0, 16));
        assertEquals(2, window.stepAtLevel(3, 16));
        assertEquals(1, window.stepAtLevel(5, 32));
        assertEquals(4, window.stepAtLevel(0, 4), "at most the size multiple");
    }

    @Test
    void isReadFromTheConfigurationBesideTheCheckpoint() {
        Path checkpoint = Path.of(System.getProperty("samdeblur.golden"), "nafnet", "nafnet.pth");
        assertEquals(new LocalWindow(64, 96), LocalWindow.beside(checkpoint));
    }

    @Test
    void isOneAndAHalfTrainingPatchesUnlessBothAreGiven() throws IOException {
        configure("{\"tlc_train_size\": 100}");
        assertEquals(new LocalWindow(100, 150), beside(folder));
    }

    @Test
    void ignoresConfigurationsOfOtherThings() throws IOException {
        configure("{\"img_size\": 256}");
        assertEquals(new LocalWindow(256, 384), beside(folder));
    }

    @Test
    void shrinksWithTheFeatureMap() {
        LocalWindow window = new LocalWindow(64, 96);
        assertEquals(96, window.atLevel(0, 8));
        assertEquals(12, window.atLevel(3, 8));
    }

    @Test
    void isMeasuredOnThePaddedTrainingPatch() {
        // a patch of 20 is padded to 24; its map at level 3 has 3 pixels, and 3 · 30 / 20 is rounded down
        assertEquals(4, new LocalWindow(20, 30).atLevel(3, 8));
    }

    @Test
    void hasAtLeastOnePixel() {
        assertEquals(1, new LocalWindow(256, 8).atLevel(4, 16));
    }

    @Test
    void refusesSizesBeyondReason() {
        assertThrows(InvalidModelException.class, () -> new LocalWindow(256, 0));
        assertThrows(InvalidModelException.class, () -> new LocalWindow(1 << 17, 384));
    }

    @Test
    void refusesConfigurationsThatGiveNoSize() throws IOException {
        configure("{\"tlc_train_size\": \"large\"}");
        Exception refusal = assertThrows(InvalidModelException.class, () -> beside(folder));
        assertTrue(refusal.getMessage().contains("'large' for tlc_train_size"), refusal::getMessage);
    }

    @Test
    void refusesConfigurationsThatAreNoJson() throws IOException {
        configure("tlc_train_size = 64");
        assertThrows(InvalidModelException.class, () -> beside(folder));
    }

    private void configure(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
    }

    private static LocalWindow beside(Path folder) {
        return LocalWindow.beside(folder.resolve("nafnet.pth"));
    }
}
