package org.samdeblur.evaluation.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.evaluation.ModeCollapse;
import org.samdeblur.evaluation.results.Results;

/** The page in a real browser: what a reader sees, and what pointer and keys do to it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReportInBrowserTest {
    /** What JPEG and the screenshot may change of a plain colour. */
    private static final int TOLERANCE = 12;

    @TempDir
    private static Path folder;

    /** Kept apart since a browser may still write to its profile as it ends. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path profile;

    private static Browser browser;

    @BeforeAll
    static void startTheBrowser() throws IOException {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "there is no Chromium on the PATH to look at the page with");
        new ReportPage("Drawn <pictures>", 40, 960).write(page(), Drawn.results(), Drawn::pictures);
        browser = Browser.start(program.get(), profile);
    }

    private static Path page() {
        return folder.resolve("report.html");
    }

    @AfterAll
    static void endTheBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openThePage() throws IOException {
        browser.look(1280, 2400, "light");
        browser.open(page());
    }

    @AfterEach
    void thePageHasNoErrorsAndLoadsNothing() {
        assertEquals(List.of(), browser.complaints());
        assertEquals(List.of(), browser.requests());
    }

    /** The first stage on the page, in pixels of the screenshot. */
    private record Stage(double left, double top, double width, double height) {
        double x(double share) {
            return left + share * width;
        }

        double y(double share) {
            return top + share * height;
        }
    }

    private Stage stage() throws IOException {
        return new Stage(edge("left"), edge("top"), edge("width"), edge("height"));
    }

    private double edge(String name) throws IOException {
        return ((Number) browser.evaluate("document.querySelector('.stage').getBoundingClientRect()." + name))
                .doubleValue();
    }

    /** Demands that a colour lies left of the divider, and another one right of it. */
    private void assertSplit(Color left, Color right, double at) throws IOException {
        BufferedImage shot = browser.screenshot();
        Stage stage = stage();
        assertColour(left, shot, stage.x(0.02), stage.y(0.9));
        assertColour(left, shot, stage.x(at) - 6, stage.y(0.9));
        assertColour(right, shot, stage.x(at) + 6, stage.y(0.9));
        assertColour(right, shot, stage.x(0.98), stage.y(0.9));
    }

    private static void assertColour(Color expected, BufferedImage shot, double x, double y) {
        Color actual = new Color(shot.getRGB((int) x, (int) y));
        int difference = Math.abs(expected.getRed() - actual.getRed())
                + Math.abs(expected.getGreen() - actual.getGreen())
                + Math.abs(expected.getBlue() - actual.getBlue());
        assertTrue(difference <= TOLERANCE, "at " + x + ", " + y + " is " + actual + " instead of " + expected);
    }

    private List<?> order() throws IOException {
        return (List<?>) browser.evaluate("[...document.querySelectorAll('.card')].map(card => card.dataset.name)");
    }

    private void choose(String select, String value) throws IOException {
        browser.evaluate("{ const select = document.getElementById('" + select + "'); select.value = '" + value
                + "'; select.dispatchEvent(new Event('change')); }");
    }

    @Test
    void theDividerPartsInputAndFirstOutput() throws IOException {
        assertSplit(Drawn.INPUT, Drawn.FIRST, 0.5);
    }

    @Test
    void thePointerDragsTheDivider() throws IOException {
        Stage stage = stage();

        browser.drag(stage.x(0.5), stage.x(0.25), stage.y(0.3));

        assertSplit(Drawn.INPUT, Drawn.FIRST, 0.25);
    }

    @Test
    void arrowKeysMoveTheDivider() throws IOException {
        browser.press("j");
        for (int i = 0; i < 20; i++) {
            browser.press("ArrowRight");
        }

        assertSplit(Drawn.INPUT, Drawn.FIRST, 0.6);
    }

    @Test
    void anyPictureCanBePutOnEitherSide() throws IOException {
        choose("left", "masks");
        choose("right", "target");
        assertSplit(Drawn.MASKS, Drawn.TARGET, 0.5);

        browser.press("4");
        assertSplit(Drawn.MASKS, Drawn.SECOND, 0.5);

        choose("left", "m1");
        assertSplit(Drawn.SECOND, Drawn.SECOND, 0.5);
    }

    @Test
    void imagesAreOrderedByTheGainOfTheMethodOnTheRight() throws IOException {
        assertEquals(List.of("hard", "easy", "sharp"), order());

        choose("right", "m1");
        assertEquals(List.of("sharp", "hard", "easy"), order());

        choose("order", "best");
        assertEquals(List.of("easy", "hard", "sharp"), order());
    }

    @Test
    void zoomedInPointerAndShiftLookAroundAndTheDividerStays() throws IOException {
        choose("zoom", "4");
        Stage stage = stage();

        browser.point(stage.x(0.75), stage.y(0.5));
        assertEquals(75, lookedAt(), 0.5);
        browser.press("j");
        browser.pressWithShift("ArrowRight");
        assertEquals(80, lookedAt(), 0.5);

        String transform = "getComputedStyle(document.querySelector('.layer.left img')).transform";
        assertEquals("matrix(4, 0, 0, 4, 0, 0)", browser.evaluate(transform));
        assertSplit(Drawn.INPUT, Drawn.FIRST, 0.5);
    }

    private double lookedAt() throws IOException {
        return ((Number) browser.evaluate("parseFloat(document.querySelector('.stage').style.getPropertyValue('--x'))"))
                .doubleValue();
    }

    @Test
    void keysGoFromImageToImage() throws IOException {
        browser.press("j");
        browser.press("j");

        assertEquals("easy", browser.evaluate("document.activeElement.closest('.card').dataset.name"));
        browser.press("k");
        assertEquals("hard", browser.evaluate("document.activeElement.closest('.card').dataset.name"));
    }

    @Test
    void everyGainIsInTheChart() throws IOException {
        assertEquals(5, browser.evaluate("document.querySelectorAll('.gains circle').length"));
        assertEquals(1, browser.evaluate("document.querySelectorAll('.gains circle.down').length"));
        assertEquals(true, browser.evaluate("""
                [...document.querySelectorAll('.gains :is(circle, line, rect, text)')].every(it => {
                  const part = it.getBoundingClientRect(), whole = it.closest('.gains').getBoundingClientRect();
                  return part.left >= whole.left && part.right <= whole.right;
                })"""));
    }

    @Test
    void textIsShownAsItIs() throws IOException {
        assertEquals("Drawn <pictures>", browser.evaluate("document.querySelector('h1').textContent"));
        assertEquals(
                "second & <last>",
                browser.evaluate("document.querySelector('main tbody tr:last-child th').textContent"));
        assertEquals(1, browser.evaluate("document.querySelectorAll('.problems li').length"));
    }

    @Test
    void picturesThatNoImageHasCannotBeChosen() throws IOException {
        Path page = folder.resolve("without.html");
        new ReportPage("Without", 40, 960)
                .write(
                        page,
                        Drawn.results(),
                        (dataSet, image) -> Pictures.of(
                                Drawn.pictures(dataSet, image).input(),
                                Map.of(),
                                Drawn.pictures(dataSet, image).target()));

        browser.open(page);

        assertEquals(
                List.of("input", "target"),
                browser.evaluate("[...document.getElementById('right').options].map(option => option.value)"));
        assertSplit(Drawn.INPUT, Drawn.TARGET, 0.5);
    }

    @Test
    void aPageWithoutImagesHasNothingToChoose() throws IOException {
        Path page = folder.resolve("empty.html");
        Results empty = new Results(List.of("m"), ModeCollapse.PUBLISHED, List.of(), List.of());
        new ReportPage("Empty", 40, 960).write(page, empty, Drawn::pictures);

        browser.open(page);

        assertEquals(true, browser.evaluate("document.getElementById('bar').hidden"));
        assertEquals(0, browser.evaluate("document.querySelectorAll('.card').length"));
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 380", "dark, 380"})
    void allWidthsAndColoursShowEverything(String scheme, int width) throws IOException {
        browser.look(width, 2400, scheme);

        BufferedImage shot = browser.screenshot();

        Number overflow = (Number) browser.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertEquals(0, overflow.intValue(), "the page is wider than the window");
        Color page = new Color(shot.getRGB(1, 1));
        assertEquals(scheme.equals("light"), page.getGreen() > 128, "the page's ground is " + page);
        assertSplit(Drawn.INPUT, Drawn.FIRST, 0.5);
        assertTrue(contrast("h1", page) > 7, "the title cannot be read");
        assertTrue(contrast(".note", page) > 4.5, "notes cannot be read");
    }

    /** The contrast of a text with the page, as WCAG 2 defines it. */
    private double contrast(String selector, Color ground) throws IOException {
        String colour = (String) browser.evaluate("getComputedStyle(document.querySelector('" + selector + "')).color");
        String[] parts = colour.replaceAll("[^0-9,]", "").split(",");
        Color text = new Color(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        double a = luminance(text);
        double b = luminance(ground);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        float[] rgb = colour.getRGBColorComponents(null);
        double sum = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            sum += weights[i] * (rgb[i] <= 0.03928 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
