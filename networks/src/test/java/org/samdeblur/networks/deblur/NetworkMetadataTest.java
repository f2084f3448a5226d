package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Padding;
import org.samdeblur.api.ValueRange;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;

class NetworkMetadataTest {
    private static ModelInfo info(String architecture, int sizeMultiple, Padding padding) {
        return ModelInfo.builder("network")
                .architecture(architecture)
                .sizeMultiple(sizeMultiple)
                .padding(padding)
                .build();
    }

    @Test
    void placeAndShapeOfImagesComeBack() {
        ModelInfo centred = info("Uformer", 128, Padding.ZERO).toBuilder()
                .placement(ModelInfo.Placement.CENTER)
                .square(true)
                .build();

        NetworkMetadata.Stated read =
                NetworkMetadata.stated(new NetworkMetadata(centred, MaskGuidance.none()).properties());

        assertEquals(Optional.of(ModelInfo.Placement.CENTER), read.placement());
        assertTrue(read.square());
    }

    @Property(tries = 30)
    void mapEncodersComeBackBitByBit(@ForAll @IntRange(min = 1, max = 12) int channels, @ForAll long seed) {
        MapEncoder encoder = MapEncoder.random(channels, seed);
        NetworkMetadata written =
                new NetworkMetadata(info("SegNAFNet", 16, Padding.REFLECT), new MaskAveragePooling(encoder));

        NetworkMetadata.Stated read = NetworkMetadata.stated(written.properties());

        assertEquals(Optional.of("SegNAFNet"), read.architecture());
        assertEquals(OptionalInt.of(16), read.sizeMultiple());
        assertEquals(Optional.of(Padding.REFLECT), read.padding());
        assertEquals(
                encoder,
                assertInstanceOf(MapUnit.class, read.guidance().orElseThrow()).encoder());
    }

    @Test
    void otherGuidanceComesBack() {
        for (MaskGuidance guidance : new MaskGuidance[] {MaskGuidance.none(), new GreyCodes()}) {
            NetworkMetadata written = new NetworkMetadata(info("NAFNet", 8, Padding.ZERO), guidance);
            assertEquals(
                    Optional.of(guidance),
                    NetworkMetadata.stated(written.properties()).guidance());
        }
    }

    @Test
    void filesOfOthersStateNothing() {
        NetworkMetadata.Stated nothing = new NetworkMetadata.Stated(
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());

        assertEquals(nothing, NetworkMetadata.stated(Map.of("author", "someone")));
    }

    @Test
    void everyPropertyCountsByItself() {
        assertEquals(
                OptionalInt.of(8),
                NetworkMetadata.stated(Map.of("samdeblur.size_multiple", "8")).sizeMultiple());
        assertEquals(
                Optional.of(Padding.REFLECT),
                NetworkMetadata.stated(Map.of("samdeblur.padding", "reflect")).padding());
        assertEquals(
                Optional.of(new ValueRange(-1, 1)),
                NetworkMetadata.stated(Map.of("samdeblur.range", "-1..1")).valueRange());
    }

    @ParameterizedTest
    @CsvSource({
        "samdeblur.size_multiple, 0",
        "samdeblur.size_multiple, -8",
        "samdeblur.size_multiple, 99999999999",
        "samdeblur.guidance, telepathy",
        "samdeblur.padding, wrap",
        "samdeblur.placement, bottom",
        "samdeblur.range, dark to light",
        "samdeblur.range, 1..1",
        "samdeblur.map_encoder, %%%",
        "samdeblur.map_encoder, AAAAAAAA"
    })
    void namesThePropertyThatMakesNoSense(String key, String value) {
        MaskAveragePooling unit = new MaskAveragePooling(MapEncoder.random(2, 1));
        Map<String, String> properties =
                new HashMap<>(new NetworkMetadata(info("SegNAFNet", 8, Padding.ZERO), unit).properties());
        properties.put(key, value);

        Exception refusal = assertThrows(InvalidModelException.class, () -> NetworkMetadata.stated(properties));

        assertTrue(refusal.getMessage().contains(key), refusal::getMessage);
    }
}
