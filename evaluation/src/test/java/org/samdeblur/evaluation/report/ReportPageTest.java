package org.samdeblur.evaluation.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.SamDeblurException;

class ReportPageTest {
    @TempDir
    private Path folder;

    private String page(ReportPage settings) throws IOException {
        Path file = folder.resolve("report.html");
        settings.write(file, Drawn.results(), Drawn::pictures);
        return Files.readString(file);
    }

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void thePageHoldsEverythingItself() throws IOException {
        String page = page(new ReportPage("Drawn", 40, 960));

        assertEquals(List.of(), all("(?:https?:)?//[a-z]+\\.", page));
        assertTrue(all("(?:src|href)=\"[^\"]{5}", page).stream().allMatch(link -> link.contains("\"data:")), "a link");
        assertEquals(3 * 5, all("<img ", page).size());
        assertEquals(List.of(), all("\\{\\{", page));
    }

    @Test
    void namesAreEscaped() throws IOException {
        String page = page(new ReportPage("a </title><script>", 40, 960));

        assertTrue(page.contains("<title>a &lt;/title&gt;&lt;script&gt;</title>"));
        assertFalse(page.contains("<last>"));
        assertTrue(page.contains("data-set=\"drawn &quot;set&quot;\""));
    }

    @Test
    void theTableStartsWithTheInputAndMarksTheBestValues() throws IOException {
        String page = page(new ReportPage("Drawn", 0, 960));

        List<String> rows = all("<th scope=\"row\">[^<]*", page);
        assertEquals(
                List.of(
                        "<th scope=\"row\">blurred input",
                        "<th scope=\"row\">first",
                        "<th scope=\"row\">second &amp; &lt;last&gt;"),
                rows);
        assertTrue(page.contains("<span class=\"best\">∞</span>"), "the best PSNR");
        assertTrue(page.contains("(−4.00 to +∞)"), "worst and best gain");
        assertTrue(page.contains("33.3 %<small>1 of 3</small>"), "the mode collapse rate");
        assertTrue(page.contains("more than 3 dB"), "the threshold");
    }

    @Test
    void largeRegionsFoundByTheGuardAreShown() throws IOException {
        String page = page(new ReportPage("Drawn", 40, 960));

        assertTrue(page.contains(">guard 25.0 %</span>"), "a quarter of the pixels");
        assertFalse(page.contains("guard 4.0 %"), "a few pixels");
    }

    @Test
    void aMethodThatLacksOutputsSaysSoAndIsNotTheBest() throws IOException {
        Path file = folder.resolve("report.html");

        new ReportPage("Drawn", 0, 960).write(file, Drawn.resultsWithTheFirstOnOneImage(), Drawn::pictures);

        List<String> rows = all("(?s)<tr><th scope=\"row\">.*?</tr>", Files.readString(file));
        assertTrue(rows.get(0).contains("<small>2 images</small>"), rows.get(0));
        assertTrue(rows.get(1).contains("<small>1 of 2 images</small>"), rows.get(1));
        assertFalse(rows.get(1).contains("class=\"best\""), rows.get(1));
        assertTrue(rows.get(2).contains("<span class=\"best\">26.50</span>"), rows.get(2));
        assertFalse(rows.get(2).contains("2 images"), rows.get(2));
    }

    @Test
    void infiniteGainsAreCountedBesideTheChart() throws IOException {
        String page = page(new ReportPage("Drawn", 0, 960));

        assertEquals(
                List.of("dB of PSNR. Not drawn: first +∞ on 1 image</figcaption>"),
                all("dB of PSNR[^<]*</figcaption>", page));
    }

    @Test
    void imagesWithTheSmallestGainsAreShown() throws IOException {
        List<String> asked = new ArrayList<>();
        Path file = folder.resolve("report.html");
        new ReportPage("Drawn", 2, 960).write(file, Drawn.results(), (dataSet, image) -> {
            asked.add(image.name());
            return Drawn.pictures(dataSet, image);
        });

        assertEquals(List.of("hard", "sharp"), asked);
        assertTrue(Files.readString(file).contains("The 2 of 3 images"));
    }

    @Test
    void picturesAreNoLargerThanAsked() throws IOException {
        String page = page(new ReportPage("Drawn", 1, 50));

        String picture = all("base64,[^\"]+", page).get(0).substring("base64,".length());
        var image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture)));
        assertEquals(List.of(50, 28), List.of(image.getWidth(), image.getHeight()));
    }

    @Test
    void aPageThatFailsLeavesNothingBehind() throws IOException {
        ReportPage page = new ReportPage("Drawn", 40, 960);
        Path file = folder.resolve("report.html");

        assertThrows(
                IllegalStateException.class,
                () -> page.write(file, Drawn.results(), (dataSet, image) -> {
                    throw new IllegalStateException("no picture");
                }));
        assertThrows(
                SamDeblurException.class,
                () -> page.write(folder.resolve("nowhere/report.html"), Drawn.results(), Drawn::pictures));

        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void settingsHaveToMakeSense() {
        assertThrows(IllegalArgumentException.class, () -> new ReportPage("a", -1, 960));
        assertEquals(
                "the longest side of pictures must be at least 16 pixels, not 5",
                assertThrows(IllegalArgumentException.class, () -> new ReportPage("a", 1, 5))
                        .getMessage());
    }
}
