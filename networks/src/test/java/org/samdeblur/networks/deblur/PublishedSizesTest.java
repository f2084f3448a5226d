package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.networks.architecture.NetworkDesign;

/** The published networks have as many weights as their papers and repositories say, in millions. */
@Tag("once")
class PublishedSizesTest {
    @ParameterizedTest
    @CsvSource({
        "NAFNet-width32, 17.1",
        "Baseline-width32, 17.1",
        "MIMO-UNet, 6.8",
        "MIMO-UNet+, 16.1",
        "Restormer, 26.1",
        "FFTformer, 16.6",
        "MPRNet, 20.1",
        "Uformer-B, 50.9",
        "Stripformer, 19.7"
    })
    void haveTheirNumberOfWeights(String name, double millions) {
        Map<String, NetworkDesign> published = new LinkedHashMap<>();
        Architectures.installed().forEach(architecture -> published.putAll(architecture.published()));

        DeblurNetwork network = DeblurNetworks.untrained(published.get(name), MaskGuidance.none(), 1);

        assertEquals(millions, network.info().parameters() / 1e6, 0.1);
    }
}
