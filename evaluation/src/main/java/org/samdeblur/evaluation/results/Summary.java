package org.samdeblur.evaluation.results;

import static java.util.stream.Collectors.averagingDouble;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.samdeblur.evaluation.Fidelity;
import org.samdeblur.evaluation.ModeCollapse;

/**
 * The figures of a method on a data set: means over the images for which it has an output. If an output equals its
 * target, its PSNR is infinite, and so is the mean. Immutable.
 *
 * @param images the number of images with an output
 * @param psnr the mean PSNR in decibels
 * @param ssim3d the mean SSIM as the paper computes it
 * @param ssim the mean of the usual SSIM
 * @param modeCollapseRate the share of images on which the method collapsed, in [0, 1]
 * @param gain the mean gain in PSNR over the blurred input, in decibels; not a number if there are both infinite
 *     gains and infinite losses
 * @param worstGain the smallest gain of an image, in decibels
 * @param bestGain the largest gain of an image, in decibels
 * @param infiniteGains the number of outputs that equal their targets while their inputs do not
 * @param infiniteLosses the number of inputs that equal their targets while their outputs do not
 * @since 0.1.0
 */
public record Summary(
        int images,
        double psnr,
        double ssim3d,
        double ssim,
        double modeCollapseRate,
        double gain,
        double worstGain,
        double bestGain,
        int infiniteGains,
        int infiniteLosses) {

    /**
     * Returns whether these are means over all images of a data set. Only such means are comparable.
     *
     * @param dataSet the data set of this summary
     * @return false if the method has no output on some image
     */
    public boolean isOfAll(DataSetResults dataSet) {
        return images == dataSet.images().size();
    }

    private record Comparison(Fidelity blurred, Fidelity output) {
        double gain() {
            return output.gainOver(blurred);
        }
    }

    static Optional<Summary> of(String method, List<ImageResult> images, ModeCollapse modeCollapse) {
        List<Comparison> comparisons = images.stream()
                .flatMap(image -> image.of(method).map(output -> new Comparison(image.blurred(), output)).stream())
                .toList();
        return comparisons.isEmpty() ? Optional.empty() : Optional.of(of(comparisons, modeCollapse));
    }

    private static Summary of(List<Comparison> comparisons, ModeCollapse modeCollapse) {
        DoubleSummaryStatistics gains =
                comparisons.stream().mapToDouble(Comparison::gain).summaryStatistics();
        return new Summary(
                comparisons.size(),
                mean(comparisons, comparison -> comparison.output().psnr()),
                mean(comparisons, comparison -> comparison.output().ssim3d()),
                mean(comparisons, comparison -> comparison.output().ssim()),
                mean(
                        comparisons,
                        comparison -> modeCollapse.between(comparison.blurred(), comparison.output()) ? 1 : 0),
                gains.getAverage(),
                gains.getMin(),
                gains.getMax(),
                countOf(Double.POSITIVE_INFINITY, comparisons),
                countOf(Double.NEGATIVE_INFINITY, comparisons));
    }

    private static int countOf(double gain, List<Comparison> comparisons) {
        return Math.toIntExact(comparisons.stream()
                .filter(comparison -> comparison.gain() == gain)
                .count());
    }

    private static double mean(List<Comparison> comparisons, ToDoubleFunction<Comparison> figure) {
        return comparisons.stream().collect(averagingDouble(figure));
    }
}
