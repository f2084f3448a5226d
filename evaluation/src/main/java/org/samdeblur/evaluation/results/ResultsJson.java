package org.samdeblur.evaluation.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.samdeblur.evaluation.Fidelity;

/**
 * Results as JSON:
 *
 * <pre>{@code
 * { "modeCollapseThreshold": 3.0,
 *   "methods": ["blurred input", ...],
 *   "dataSets": [
 *     { "name": ...,
 *       "table": [{ "method": ..., "images": ..., "psnr": ..., "ssim3d": ..., "ssim": ..., "mcr": ...,
 *                   "gain": ..., "worstGain": ..., "bestGain": ...,
 *                   "infiniteGains": ..., "infiniteLosses": ... }, ...],
 *       "images": [
 *         { "name": ..., "width": ..., "height": ...,
 *           "methods": [{ "method": ..., "psnr": ..., "ssim3d": ..., "ssim": ...,
 *                         "gain": ..., "collapsed": ..., "collapsedShare": ... }, ...] }, ...] }, ...],
 *   "problems": [{ "dataSet": ..., "image": ..., "problem": ... }, ...] }
 * }</pre>
 *
 * <p>PSNR and gains are decibels; rates are in [0, 1]. JSON has no infinity, so infinite figures are {@code null}. A
 * PSNR of {@code null} is +∞: the images are equal, or, in a mean, those of at least one pair. An image's gain of
 * {@code null} is +∞ if its PSNR is {@code null} too, else −∞. In the table, {@code infiniteGains} and {@code
 * infiniteLosses} count images. They determine the value of a {@code null}: {@code gain} is +∞ if there are no
 * infinite losses, −∞ if there are no infinite gains, and not a number if there are both; {@code worstGain} is −∞ if
 * there are infinite losses, else +∞; {@code bestGain} is +∞ if there are infinite gains, else −∞.
 *
 * @since 0.1.0
 */
public final class ResultsJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Results results;
    private final JsonGenerator json;

    private ResultsJson(Results results, JsonGenerator json) {
        this.results = results;
        this.json = json;
    }

    /**
     * Returns results as JSON.
     *
     * @param results the results
     * @return a JSON object
     */
    public static String of(Results results) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            new ResultsJson(results, json).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeNumberField("modeCollapseThreshold", results.modeCollapse().threshold());
        json.writeArrayFieldStart("methods");
        for (String method : results.rows()) {
            json.writeString(method);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("dataSets");
        for (DataSetResults dataSet : results.dataSets()) {
            write(dataSet);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("problems");
        for (Problem problem : results.problems()) {
            write(problem);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(DataSetResults dataSet) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", dataSet.name());
        json.writeArrayFieldStart("table");
        for (String method : results.rows()) {
            Optional<Summary> summary = results.summary(method, dataSet);
            if (summary.isPresent()) {
                write(method, summary.get());
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("images");
        for (ImageResult image : dataSet.images()) {
            write(image);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(String method, Summary summary) throws IOException {
        json.writeStartObject();
        json.writeStringField("method", method);
        json.writeNumberField("images", summary.images());
        writeFigure("psnr", summary.psnr());
        writeFigure("ssim3d", summary.ssim3d());
        writeFigure("ssim", summary.ssim());
        writeFigure("mcr", summary.modeCollapseRate());
        writeFigure("gain", summary.gain());
        writeFigure("worstGain", summary.worstGain());
        writeFigure("bestGain", summary.bestGain());
        json.writeNumberField("infiniteGains", summary.infiniteGains());
        json.writeNumberField("infiniteLosses", summary.infiniteLosses());
        json.writeEndObject();
    }

    private void write(ImageResult image) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", image.name());
        json.writeNumberField("width", image.size().width());
        json.writeNumberField("height", image.size().height());
        json.writeArrayFieldStart("methods");
        for (String method : results.rows()) {
            Optional<Fidelity> output = image.of(method);
            if (output.isPresent()) {
                write(method, output.get(), image);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(String method, Fidelity output, ImageResult image) throws IOException {
        Fidelity blurred = image.blurred();
        json.writeStartObject();
        json.writeStringField("method", method);
        writeFigure("psnr", output.psnr());
        writeFigure("ssim3d", output.ssim3d());
        writeFigure("ssim", output.ssim());
        writeFigure("gain", output.gainOver(blurred));
        json.writeBooleanField("collapsed", results.modeCollapse().between(blurred, output));
        if (image.collapsedShares().containsKey(method)) {
            json.writeNumberField("collapsedShare", image.collapsedShares().get(method));
        }
        json.writeEndObject();
    }

    private void write(Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("dataSet", problem.dataSet());
        json.writeStringField("image", problem.image());
        json.writeStringField("problem", problem.description());
        json.writeEndObject();
    }

    private void writeFigure(String name, double figure) throws IOException {
        if (Double.isFinite(figure)) {
            json.writeNumberField(name, figure);
        } else {
            json.writeNullField(name);
        }
    }
}
