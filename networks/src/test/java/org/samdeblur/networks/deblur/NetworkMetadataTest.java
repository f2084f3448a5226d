package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
import org.samdeblur.api.Padding;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;

class NetworkMetadataTest {
    @Property(tries = 30)
    void mapEncodersComeBackBitByBit(@ForAll @IntRange(min = 1, max = 12) int channels, @ForAll long seed) {
        MapEncoder encoder = MapEncoder.random(channels, seed);
        NetworkMetadata written =
                new NetworkMetadata("SegNAFNet", 16, Padding.REFLECT, new MaskAveragePooling(encoder));

        NetworkMetadata read = NetworkMetadata.of(written.properties()).orElseThrow();

        assertEquals("SegNAFNet", read.architecture());
        assertEquals(16, read.sizeMultiple());
        assertEquals(Padding.REFLECT, read.padding());
        assertEquals(encoder, assertInstanceOf(MapUnit.class, read.guidance()).encoder());
    }

    @Test
    void otherGuidanceComesBack() {
        for (MaskGuidance guidance : new MaskGuidance[] {MaskGuidance.none(), new GreyCodes()}) {
            NetworkMetadata written = new NetworkMetadata("NAFNet", 8, Padding.ZERO, guidance);
            assertEquals(Optional.of(written), NetworkMetadata.of(written.properties()));
        }
    }

    @Test
    void filesOfOthersHaveNone() {
        assertEquals(Optional.empty(), NetworkMetadata.of(Map.of("author", "someone")));
    }

    @Test
    void imagesAreFilledUpWithZerosWhereNothingIsSaid() {
        Map<String, String> before = Map.of("samdeblur.architecture", "NAFNet", "samdeblur.size_multiple", "8");

        assertEquals(Padding.ZERO, NetworkMetadata.of(before).orElseThrow().padding());
    }

    @ParameterizedTest
    @CsvSource({
        "samdeblur.size_multiple, 0",
        "samdeblur.size_multiple, -8",
        "samdeblur.size_multiple, 99999999999",
        "samdeblur.guidance, telepathy",
        "samdeblur.padding, wrap",
        "samdeblur.map_encoder, %%%",
        "samdeblur.map_encoder, AAAAAAAA"
    })
    void namesThePropertyThatMakesNoSense(String key, String value) {
        MaskAveragePooling unit = new MaskAveragePooling(MapEncoder.random(2, 1));
        Map<String, String> properties =
                new HashMap<>(new NetworkMetadata("SegNAFNet", 8, Padding.ZERO, unit).properties());
        properties.put(key, value);

        Exception refusal = assertThrows(InvalidModelException.class, () -> NetworkMetadata.of(properties));

        assertTrue(refusal.getMessage().contains(key), refusal::getMessage);
    }
}
