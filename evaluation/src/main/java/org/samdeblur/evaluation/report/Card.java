package org.samdeblur.evaluation.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.evaluation.Fidelity;
import org.samdeblur.evaluation.ModeCollapse;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.ImageResult;
import org.samdeblur.evaluation.results.Results;

/** The part of the page about one image: its pictures with a movable divider, and its figures. */
final class Card {
    /** The smallest share of pixels for which the guard's finding is shown. Smaller regions are often false alarms. */
    private static final double NOTABLE_SHARE = 0.05;

    private final Results results;
    private final JpegPicture encoder;
    private final DataSetResults dataSet;
    private final ImageResult image;

    Card(Results results, JpegPicture encoder, DataSetResults dataSet, ImageResult image) {
        this.results = results;
        this.encoder = encoder;
        this.dataSet = dataSet;
        this.image = image;
    }

    ImageResult image() {
        return image;
    }

    String dataSet() {
        return dataSet.name();
    }

    void write(Writer page, Pictures pictures) throws IOException {
        String name = Html.of(image.name());
        page.write("<article class=\"card\" data-set=\"" + Html.of(dataSet.name()) + "\" data-name=\"" + name
                + "\" data-gain=\"" + number(image.worstGain()) + "\">\n");
        page.write("<h3>" + name + " <small>" + Html.of(dataSet.name()) + " · " + image.size() + "</small></h3>\n");
        page.write("<div class=\"stage\" style=\"--width:" + image.size().width() + ";--height:"
                + image.size().height() + "\">\n");
        writeLayers(page, pictures);
        page.write("<span class=\"divider\" aria-hidden=\"true\"></span>\n");
        page.write("<span class=\"tag left\">Input</span><span class=\"tag right\">"
                + Html.of(methods().isEmpty() ? "Target" : methods().get(0)) + "</span>\n");
        page.write("<input class=\"slider\" type=\"range\" min=\"0\" max=\"100\" step=\"0.5\" value=\"50\""
                + " autocomplete=\"off\" aria-label=\"Divider between the pictures of " + name + "\">\n</div>\n");
        writeFigures(page);
        page.write("</article>\n");
    }

    private List<String> methods() {
        return results.methods();
    }

    private void writeLayers(Writer page, Pictures pictures) throws IOException {
        writeLayer(page, Layers.INPUT, "Input", Optional.of(image.blurred()), pictures.input());
        if (pictures.masks().isPresent()) {
            writeLayer(
                    page,
                    Layers.MASKS,
                    "Masks",
                    Optional.empty(),
                    pictures.masks().get());
        }
        for (Map.Entry<String, Image> output : pictures.outputs().entrySet()) {
            String method = output.getKey();
            writeLayer(page, Layers.keyOf(methods(), method), method, image.of(method), output.getValue());
        }
        writeLayer(page, Layers.TARGET, "Target", Optional.empty(), pictures.target());
    }

    private void writeLayer(Writer page, String key, String name, Optional<Fidelity> figures, Image picture)
            throws IOException {
        String sides = key.equals(Layers.INPUT) ? " left" : key.equals(Layers.first(methods())) ? " right" : "";
        String label = name
                + figures.map(fidelity -> ", " + Figure.decibels(fidelity.psnr()) + " dB")
                        .orElse("");
        page.write("<div class=\"layer" + sides + "\" data-key=\"" + key + "\" data-label=\"" + Html.of(label)
                + "\"><img alt=\"" + Html.of(name + " of " + image.name()) + "\" src=\""
                + encoder.uriOf(picture) + "\"></div>\n");
    }

    private void writeFigures(Writer page) throws IOException {
        page.write("<table class=\"figures\">\n<thead><tr><th scope=\"col\">Method</th><th scope=\"col\">PSNR</th>"
                + "<th scope=\"col\">Gain</th><th scope=\"col\">SSIM</th></tr></thead>\n<tbody>\n");
        for (String method : results.rows()) {
            page.write(image.of(method).map(output -> row(method, output)).orElseGet(() -> missing(method)));
        }
        page.write("</tbody>\n</table>\n");
    }

    private String row(String method, Fidelity output) {
        boolean compared = !method.equals(Results.BLURRED);
        double gain = output.gainOver(image.blurred());
        ModeCollapse collapse = results.modeCollapse();
        return "<tr data-key=\"" + keyOf(method) + "\"" + (compared ? " data-gain=\"" + number(gain) + "\"" : "")
                + "><th scope=\"row\"><button type=\"button\">" + Html.of(method) + "</button>"
                + (collapse.between(image.blurred(), output) ? "<span class=\"collapsed\">collapsed</span>" : "")
                + guard(method)
                + "</th><td>" + Figure.decibels(output.psnr()) + "</td><td>"
                + (compared ? Figure.gain(gain) : "") + "</td><td>" + Figure.similarity(output.ssim3d())
                + "</td></tr>\n";
    }

    private String guard(String method) {
        double share = image.collapsedShares().getOrDefault(method, 0.0);
        return share < NOTABLE_SHARE
                ? ""
                : "<span class=\"collapsed\" title=\"The guard finds regions that do not fit the input.\">guard "
                        + Figure.percent(share) + "</span>";
    }

    private String missing(String method) {
        return "<tr data-key=\"" + keyOf(method) + "\"><th scope=\"row\">" + Html.of(method)
                + "</th><td colspan=\"3\">no output</td></tr>\n";
    }

    private String keyOf(String method) {
        return method.equals(Results.BLURRED) ? Layers.INPUT : Layers.keyOf(methods(), method);
    }

    /** Formats a number for scripts. */
    private static String number(double value) {
        return Double.toString(value);
    }
}
