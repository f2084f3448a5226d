package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link SamDeblur} is built with, as a value. */
class SamDeblurSettingsTest {
    private static final ModelSource MISSING = ModelSource.of(Path.of("missing.pth"));

    static List<Consumer<SamDeblur.Builder>> changes() {
        return List.of(
                builder -> builder.backend("onnx"),
                builder -> builder.device(Device.cpu()),
                builder -> builder.threads(3),
                builder -> builder.precision(Precision.BFLOAT16),
                builder -> builder.segmenter(ModelSource.named("sam-vit-b")),
                builder -> builder.segmenter(Segmenter.none()),
                builder -> builder.automaticMasks(
                        AutomaticMaskSettings.builder().pointsPerSide(8).build()),
                builder -> builder.deblurModel(MISSING),
                builder -> builder.modelOptions(DeblurModelOptions.DEFAULT.withSizeMultiple(8)),
                builder -> builder.grouping(Grouping.PUBLISHED),
                builder -> builder.tiling(Tiling.of(256, 32)),
                builder -> builder.padding(Padding.REFLECT),
                builder -> builder.concurrentCalls(2),
                builder -> builder.strength(0.5),
                builder -> builder.guard(Guard.FADE));
    }

    static SamDeblur.Builder everyValue() {
        SamDeblur.Builder builder = SamDeblur.builder();
        changes().forEach(change -> change.accept(builder));
        return builder;
    }

    @ParameterizedTest
    @MethodSource("changes")
    void keepsEachValue(Consumer<SamDeblur.Builder> change) {
        SamDeblur.Builder builder = SamDeblur.builder();
        change.accept(builder);
        SamDeblurSettings changed = builder.settings();
        assertNotEquals(SamDeblurSettings.DEFAULT, changed);
        assertEquals(changed, changed.toBuilder().settings());
        assertEquals(changed.hashCode(), changed.toBuilder().settings().hashCode());
    }

    @Test
    void doesNotChangeWithItsBuilder() {
        SamDeblur.Builder builder = SamDeblur.builder();
        SamDeblurSettings settings = builder.settings();
        builder.strength(0.2);
        assertEquals(SamDeblurSettings.DEFAULT, settings);
    }

    @Test
    void namesWhereModelsComeFrom() {
        SamDeblurSettings settings =
                SamDeblur.builder().deblurModel(MISSING).threads(3).settings();
        assertEquals(Optional.of(MISSING), settings.deblurModel());
        assertEquals(Optional.empty(), settings.segmenter());
        assertEquals(BackendOptions.DEFAULT.withThreads(3), settings.backendOptions());
    }

    @Test
    void refusesObjectsThatCannotBeSent() {
        SamDeblur.Builder network = SamDeblur.builder().deblurModel(StubModel.identity());
        assertTrue(assertThrows(SamDeblurException.class, network::settings)
                .getMessage()
                .contains("StubModel"));
        SamDeblur.Builder segmenter = SamDeblur.builder().segmenter((image, progress) -> MaskSet.empty(image.size()));
        assertThrows(SamDeblurException.class, segmenter::settings);
    }

    @Test
    void opensTheSegmenterWithoutTheNetwork() {
        SamDeblurSettings settings = SamDeblur.builder()
                .deblurModel(MISSING)
                .segmenter(Segmenter.none())
                .settings();
        Image image = Pictures.smooth(8, 8);
        Segmenter segmenter = settings.openSegmenter();
        assertEquals(MaskSet.empty(image.size()), segmenter.segment(image));
        segmenter.close();
        assertThrows(IllegalStateException.class, () -> segmenter.segment(image));
    }
}
