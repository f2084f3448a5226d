package org.samdeblur.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;

/**
 * Figures of the published evaluation code, from {@code golden/metrics/expected.json}. Those of luma came of passing RGB
 * images to a function that takes BGR.
 */
class GoldenMetricsTest {
    private static final double DECIBELS = 1e-6;
    private static final double SIMILARITY = 2e-5;

    private static Image image(String name) {
        return Image.read(Path.of(System.getProperty("samdeblur.golden"), "metrics", name + ".png"));
    }

    @ParameterizedTest
    @CsvSource({
        "blurred, 22.2302948559162, 0.8745495080947876, 25.09585647090735, 0.7846631329614164",
        "noisy, 21.860745549290982, 0.8510745763778687, 24.875538731594396, 0.704679236488367",
        "collapsed, 17.962471942406122, 0.7999697923660278, 21.002740874898667, 0.6602976768992164"
    })
    void eightBitImagesGetThePublishedFigures(String name, double psnr, double ssim, double psnrY, double ssimY) {
        Image image = image(name);
        Image truth = image("gt");

        assertEquals(psnr, Psnr.of(image, truth), DECIBELS);
        assertEquals(ssim, Ssim.acrossChannels(image, truth), SIMILARITY);
        assertEquals(psnrY, Psnr.ofLuma(image, truth, Luma.EXCHANGED), DECIBELS);
        assertEquals(ssimY, Ssim.ofLuma(image, truth, Luma.EXCHANGED), SIMILARITY);
    }

    @ParameterizedTest
    @CsvSource({
        "blurred, 22.2302948559162, 0.8745547533035278",
        "noisy, 21.86074554929098, 0.8510739803314209",
        "collapsed, 17.962471942406122, 0.7999693155288696"
    })
    void tensorsGetThePublishedFigures(String name, double psnr, double ssim) {
        Tensor image = image(name).toTensor();
        Tensor truth = image("gt").toTensor();

        assertEquals(psnr, Psnr.of(image, truth), DECIBELS);
        assertEquals(ssim, Ssim.acrossChannels(image, truth), SIMILARITY);
    }

    /** Figures of scikit-image: {@code gaussian_weights=True, sigma=1.5, use_sample_covariance=False}. */
    @ParameterizedTest
    @CsvSource({"blurred, 0.6816054746534818", "noisy, 0.5515694933169525", "collapsed, 0.5041739048766198"})
    void theUsualSimilarityIsThatOfScikitImage(String name, double ssim) {
        assertEquals(ssim, Ssim.of(image(name), image("gt")), 1e-9);
        assertEquals(ssim, Ssim.of(image(name).toTensor(), image("gt").toTensor()), 1e-6);
    }
}
