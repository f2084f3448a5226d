package org.samdeblur.evaluation.report;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.evaluation.report.Template.Content;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.Problem;
import org.samdeblur.evaluation.results.Results;

/**
 * An HTML page with the table of results and the images. Input, masks, outputs and target of an image can be compared
 * with a movable divider. Images with the smallest gain of any method come first. The page is one file, which loads
 * nothing else. Immutable.
 *
 * @param title the heading
 * @param mostImages the number of images shown, those with the smallest gain of any method; at least 0
 * @param longestSide the longest side of pictures in pixels, at least 16; larger ones are reduced. Pictures are
 *     embedded as JPEG
 * @since 0.1.0
 */
public record ReportPage(String title, int mostImages, int longestSide) {
    private static final int LEAST_SIDE = 16;

    /**
     * Checks the settings.
     *
     * @param title the heading
     * @param mostImages the number of images shown
     * @param longestSide the longest side of pictures in pixels
     * @throws IllegalArgumentException if a number is too small
     */
    public ReportPage {
        if (mostImages < 0) {
            throw new IllegalArgumentException("the number of images on a page must be at least 0, not " + mostImages);
        }
        if (longestSide < LEAST_SIDE) {
            throw new IllegalArgumentException(
                    "the longest side of pictures must be at least " + LEAST_SIDE + " pixels, not " + longestSide);
        }
    }

    /**
     * Writes the page. The file appears complete or not at all. The pictures of one image at a time are in memory.
     *
     * @param file the target; replaced if it exists
     * @param results the figures
     * @param source provides the pictures
     * @throws SamDeblurException if the file cannot be written
     */
    public void write(Path file, Results results, Pictures.Source source) {
        try {
            WholeFile.writeStream(file, out -> {
                Writer page = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                new Template(Template.resource("page.html")).write(page, contents(results, source));
                page.flush();
            });
        } catch (IOException | UncheckedIOException e) {
            throw new SamDeblurException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Content> contents(Results results, Pictures.Source source) {
        List<Card> cards = cards(results);
        Map<String, Content> contents = new LinkedHashMap<>();
        contents.put("title", Content.of(Html.of(title)));
        contents.put("style", Content.of(Template.resource("page.css")));
        contents.put("script", Content.of(Template.resource("page.js")));
        contents.put("subtitle", Content.of(Html.of(subtitle(results))));
        contents.put("table", Content.of(new SummaryTable(results).html()));
        contents.put("note", Content.of(note(results)));
        contents.put(
                "charts",
                Content.of(results.dataSets().stream()
                        .map(set -> new GainChart(results, set).html())
                        .collect(joining("\n"))));
        contents.put("problems", Content.of(problems(results.problems())));
        contents.put("selection", Content.of(selection(cards.size(), imagesIn(results))));
        contents.put("options", Content.of(Layers.of(results.methods()).options()));
        contents.put("sets", Content.of(sets(results.dataSets())));
        contents.put(
                "sides",
                Content.of(
                        "data-left=\"" + Layers.INPUT + "\" data-right=\"" + Layers.first(results.methods()) + "\""));
        contents.put("cards", page -> {
            for (Card card : cards) {
                card.write(page, source.of(card.dataSet(), card.image()));
            }
        });
        return contents;
    }

    private List<Card> cards(Results results) {
        JpegPicture encoder = new JpegPicture(longestSide);
        return results.dataSets().stream()
                .flatMap(set -> set.images().stream().map(image -> new Card(results, encoder, set, image)))
                .sorted(Comparator.comparingDouble(card -> card.image().worstGain()))
                .limit(mostImages)
                .toList();
    }

    private static long imagesIn(Results results) {
        return results.dataSets().stream().mapToLong(set -> set.images().size()).sum();
    }

    private static String subtitle(Results results) {
        return Html.count(results.methods().size(), "method") + " on "
                + results.dataSets().stream()
                        .map(set -> Html.count(set.images().size(), "image") + " of " + set.name())
                        .collect(joining(", "));
    }

    private static String note(Results results) {
        return "Means over images. PSNR: below it, the gain over the blurred input, and the smallest and the largest gain of"
                + " an image. SSIM: with a window across rows, columns and channels, as in the paper; below it, the usual"
                + " SSIM, channel by channel. MCR: the mode collapse rate, the share of images that lose more than "
                + String.format(Locale.ROOT, "%.4g", results.modeCollapse().threshold())
                        .replaceFirst("\\.?0+$", "")
                + " dB. The best value of a column is bold, among methods with an output for every image.";
    }

    private static String selection(int shown, long all) {
        if (all == 0) {
            return "No image could be evaluated.";
        }
        if (shown == all) {
            return "All images, those with the smallest gain first.";
        }
        return "The " + shown + " of " + all + " images with the smallest gain of any method.";
    }

    private static String sets(List<DataSetResults> sets) {
        if (sets.size() < 2) {
            return "";
        }
        return "<label>Data set <select id=\"sets\"><option value=\"\">all</option>"
                + sets.stream()
                        .map(set -> "<option>" + Html.of(set.name()) + "</option>")
                        .collect(joining())
                + "</select></label>";
    }

    private static String problems(List<Problem> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        return "<details class=\"problems\" open><summary>" + Html.count(problems.size(), "problem")
                + "</summary>\n<ul>\n"
                + problems.stream()
                        .map(problem -> "<li>" + Html.of(problem.dataSet() + ", " + problem.image() + ": ")
                                + Html.of(problem.description()) + "</li>\n")
                        .collect(joining())
                + "</ul>\n</details>";
    }
}
