package org.samdeblur.map.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MapUnitProvider;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.segment.GraphSegmenter;

/** Runs on the module path and on the class path, so that both ways to be found are tried. */
class MaskToolkitTest {
    @Test
    void isFoundByTheServiceLoader() {
        assertInstanceOf(MaskToolkit.class, MapUnitProvider.installed());
    }

    @Test
    void bothDeclarationsNameTheSameProvider() throws IOException {
        String name = "/META-INF/services/" + MapUnitProvider.class.getName();
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MaskToolkit.class.getResourceAsStream(name)), StandardCharsets.UTF_8))) {
            assertEquals(MaskToolkit.class.getName(), file.readLine());
        }
        Module module = MaskToolkit.class.getModule();
        if (module.isNamed()) {
            assertEquals(
                    List.of(MaskToolkit.class.getName()),
                    module.getDescriptor().provides().iterator().next().providers());
        }
    }

    @Test
    void offersTheUnitTheGroupingsAndTheSegmenter() {
        MaskSet overlapping = MaskSet.of(
                new ImageSize(1, 4),
                List.of(Mask.ofRuns(new ImageSize(1, 4), 0, 3), Mask.ofRuns(new ImageSize(1, 4), 2, 2)));

        assertInstanceOf(MaskAveragePooling.class, MapUnit.of(MapEncoder.random(2, 1)));
        assertEquals(
                3,
                MapUnitProvider.installed().group(overlapping, Grouping.OVERLAY).size());
        assertEquals(new GraphSegmenter(), MapUnitProvider.installed().defaultSegmenter());
    }
}
