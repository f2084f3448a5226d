package org.samdeblur.training.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.ValidationFigures;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TrainingLogTest {
    @TempDir
    private Path folder;

    private static TrainingListener.Step step(long number) {
        return new TrainingListener.Step(number, 20, -20 - number, 0.001, 0.5, 12.5);
    }

    private static ValidationFigures figures(double psnr) {
        return new ValidationFigures(psnr, 0.75, 0.5);
    }

    private void train(long from, long to) {
        try (TrainingLog log = TrainingLog.open(folder, from)) {
            for (long number = from + 1; number <= to; number++) {
                assertTrue(log.stepped(step(number)));
                if (number % 2 == 0) {
                    log.validated(number, figures(25 + number / 10.0));
                }
            }
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    private Document chart() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("progress.svg").toFile());
    }

    @Test
    void everyStepAndValidationIsARow() throws IOException {
        train(0, 2);

        assertEquals(
                List.of(
                        "step,loss,learning rate,gradient norm,milliseconds",
                        "1,-21.0,0.001,0.5,12.5",
                        "2,-22.0,0.001,0.5,12.5"),
                lines("steps.csv"));
        assertEquals(List.of("step,psnr,ssim,mode collapse rate", "2,25.2,0.75,0.5"), lines("validation.csv"));
    }

    @Test
    void aResumedTrainingContinuesItsLog() throws IOException {
        train(0, 8);
        train(5, 8);
        List<String> goneOn = lines("steps.csv");
        Files.delete(folder.resolve("steps.csv"));
        train(0, 8);

        assertEquals(lines("steps.csv"), goneOn);
        assertEquals(
                List.of(
                        "step,psnr,ssim,mode collapse rate",
                        "2,25.2,0.75,0.5",
                        "4,25.4,0.75,0.5",
                        "6,25.6,0.75,0.5",
                        "8,25.8,0.75,0.5"),
                lines("validation.csv"));
    }

    @Test
    void rowsAreInTheirFilesAtOnce() throws IOException {
        try (TrainingLog log = TrainingLog.open(folder, 0)) {
            log.stepped(step(1));
            assertEquals("1,-21.0,0.001,0.5,12.5", lines("steps.csv").get(1));
            log.stepped(step(2));
            log.validated(2, figures(25.2));
            assertEquals("2,-22.0,0.001,0.5,12.5", lines("steps.csv").get(2));
            assertEquals("2,25.2,0.75,0.5", lines("validation.csv").get(1));
        }
    }

    @Test
    void stepsRepeatedAfterACrashAreLoggedOnce() throws IOException {
        TrainingLog killed = TrainingLog.open(folder, 0);
        for (long number = 1; number <= 7; number++) {
            killed.stepped(step(number));
        }

        train(5, 8);

        assertEquals(
                List.of("step", "1", "2", "3", "4", "5", "6", "7", "8"),
                lines("steps.csv").stream().map(row -> row.split(",")[0]).toList());
        killed.close();
    }

    @Test
    void anOlderLogWithFewerColumnsIsContinued() throws IOException {
        Files.writeString(folder.resolve("validation.csv"), "step,psnr\n2,25.2\n");

        train(2, 4);

        assertEquals(
                List.of("step,psnr,ssim,mode collapse rate", "2,25.2,,", "4,25.4,0.75,0.5"), lines("validation.csv"));
    }

    @Test
    void anIncompleteRowIsRemoved() throws IOException {
        train(0, 2);
        Files.writeString(folder.resolve("steps.csv"), Files.readString(folder.resolve("steps.csv")) + "3,-2");

        train(2, 3);

        assertEquals("3,-23.0,0.001,0.5,12.5", lines("steps.csv").get(3));
        assertEquals(4, lines("steps.csv").size());
    }

    @Test
    void theChartShowsLossAndValidation() throws Exception {
        train(0, 20);

        Document chart = chart();
        assertEquals(10, chart.getElementsByTagName("circle").getLength());
        assertEquals(2, chart.getElementsByTagName("g").getLength());
        Element last = (Element) chart.getElementsByTagName("circle").item(9);
        assertEquals("step 20: 27.00 dB", last.getTextContent());
        assertTrue(Double.parseDouble(last.getAttribute("cy"))
                < Double.parseDouble(
                        ((Element) chart.getElementsByTagName("circle").item(0)).getAttribute("cy")));
    }

    @Test
    void withoutValidationTheChartIsOfTheLossAlone() throws Exception {
        train(0, 1);

        assertEquals(1, chart().getElementsByTagName("g").getLength());
    }

    /** A loss may be infinite or not a number, and a PSNR infinite; there is no place for them on paper. */
    @Test
    void valuesThatAreNotFiniteAreNotDrawn() throws Exception {
        try (TrainingLog log = TrainingLog.open(folder, 0)) {
            log.stepped(new TrainingListener.Step(1, 2, Double.NaN, 0.001, 0.5, 1));
            log.validated(1, figures(Double.POSITIVE_INFINITY));
        }

        assertEquals(0, chart().getElementsByTagName("circle").getLength());
    }

    @Test
    void longTrainingsAreThinnedToMeans() {
        Curve curve = new Curve(Stream.iterate(1.0, step -> step <= 1000, step -> step + 1)
                .map(step -> new Curve.Point(step, step % 2))
                .toList());

        Curve thinned = curve.thinned(100);

        assertEquals(100, thinned.points().size());
        assertEquals(new Curve.Point(5.5, 0.5), thinned.points().get(0));
    }

    @Test
    void axesEndAtLabelledRoundValues() {
        Axis axis = Axis.over(DoubleStream.of(-29, -21.5));

        assertEquals(new Axis(-30, 2, 5), axis);
        assertEquals(
                List.of("-30", "-28", "-26", "-24", "-22", "-20"),
                axis.tickValues().mapToObj(axis::label).toList());
        assertEquals("0.05", Axis.over(DoubleStream.of(0, 0.3)).label(0.05));
    }

    @Test
    void otherFilesAreNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("steps.csv"), "my,notes\nof,today\n");

        SamDeblurException e = assertThrows(SamDeblurException.class, () -> TrainingLog.open(folder, 3));

        assertTrue(e.getMessage().contains("steps.csv"), e.getMessage());
        assertEquals(List.of("my,notes", "of,today"), lines("steps.csv"));
    }
}
