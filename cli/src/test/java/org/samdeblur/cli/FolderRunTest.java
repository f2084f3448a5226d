package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;

class FolderRunTest {
    private static final Path MODEL = golden("nafnet/nafnet.pth");

    @TempDir
    private Path root;

    private Path photos() throws IOException {
        return Files.createDirectories(root.resolve("photos"));
    }

    private void photo(String name) throws IOException {
        Path file = photos().resolve(name);
        Files.createDirectories(file.getParent());
        Image.ofRgb(new ImageSize(16, 16), new byte[16 * 16 * 3]).write(file);
    }

    private void other(String name) throws IOException {
        Files.writeString(photos().resolve(name), "no image");
    }

    private CommandLineRun deblur(Object... more) throws IOException {
        Object[] command = {"deblur", photos(), "-o", root.resolve("out"), "--model", MODEL};
        Object[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(command), java.util.Arrays.stream(more))
                .toArray();
        return CommandLineRun.of(all);
    }

    @Test
    void severalWorkersReportInTheOrderOfTheFiles() throws IOException {
        List<String> names = List.of("a.png", "b.png", "c.png", "d.png", "e.png");
        for (String name : names) {
            photo(name);
        }

        String report = deblur("--workers", 3).succeeded().out();

        List<String> lines = report.lines().toList();
        for (int i = 0; i < names.size(); i++) {
            assertTrue(lines.get(i).startsWith(photos().resolve(names.get(i)) + " -> "), lines.get(i));
        }
        assertTrue(report.endsWith("5 deblurred, 0 skipped, 0 failed\n"), report);
    }

    @Test
    void aBadImageAmongSeveralWorkersStopsNoOther() throws IOException {
        photo("a.png");
        other("b.png");
        photo("c.png");

        deblur("--workers", 2).failedWith("b.png is not an image");

        assertTrue(Files.exists(root.resolve("out/a.png")));
        assertTrue(Files.exists(root.resolve("out/c.png")));
    }

    @Test
    void ignoredFilesAreCountedAndNamed() throws IOException {
        photo("a.jpg");
        photo("sub/b.jfif");
        photo("c.JPE");
        photo(".hidden.png");
        other("d.heic");
        other("sub/e.txt");
        other(".DS_Store");
        other("._a.jpg");
        Files.createSymbolicLink(photos().resolve("lost.png"), root.resolve("nowhere"));

        CommandLineRun run = deblur().succeeded();

        assertTrue(run.out().endsWith("3 deblurred, 0 skipped, 0 failed, 4 ignored\n"), run.out());
        assertTrue(
                run.err()
                        .startsWith("samdeblur: 4 files in " + photos()
                                + " are ignored: .hidden.png, d.heic, lost.png, sub/e.txt (images end in .png, "),
                run.err());
        assertTrue(Files.exists(root.resolve("out/sub/b.jfif")));
    }

    @Test
    void theJsonReportListsIgnoredFiles() throws IOException {
        photo("a.jpg");
        other("d.heic");

        Map<String, Object> report = deblur("--json").succeeded().json();

        assertEquals(List.of(photos().resolve("d.heic").toString()), report.get("ignored"));
    }

    @Test
    void aFolderWithoutImagesFailsAndTellsWhatItHolds() throws IOException {
        other("d.heic");

        deblur().failedWith("there are no images in " + photos(), "1 file in", "d.heic");
    }

    @Test
    void masksAndDataSetsReportIgnoredFilesToo() throws IOException {
        photo("input/a.png");
        photo("target/a.png");
        other("input/d.heic");
        other("target/e.txt");

        CommandLineRun masks = CommandLineRun.of(
                "masks", photos().resolve("input"), "-o", root.resolve("masks"), "--segmenter", "graph");
        assertTrue(masks.succeeded().err().contains("d.heic"), masks.err());

        CommandLineRun evaluation = CommandLineRun.of("evaluate", "--data", photos(), "--model", MODEL);
        assertTrue(evaluation.succeeded().err().contains("d.heic"), evaluation.err());
        assertTrue(evaluation.err().contains("e.txt"), evaluation.err());
    }

    @Test
    void namesOfFilesReachNoTerminalAsCommands() throws IOException {
        photo("a\u001b[31m\nforged.png");
        other("b\u202e\u009b2J.heic");
        Files.writeString(photos().resolve("c\u001b]0;x\u0007.png"), "no image");

        CommandLineRun lines = deblur();
        CommandLineRun json = deblur("--json", "--overwrite");

        assertEquals(1, lines.code());
        for (String printed : List.of(lines.out(), lines.err(), json.out(), json.err())) {
            assertFalse(
                    printed.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' || c == 0x202E), printed);
            assertFalse(printed.lines().anyMatch(line -> line.startsWith("forged")), printed);
        }
        assertTrue(lines.out().contains("a\\u001b[31m forged.png -> "), lines.out());
        assertTrue(
                json.json().get("files").toString().contains("a\u001b[31m\nforged.png"),
                "programs get the name as it is");
    }

    @Test
    void aRerunRemovesWhatAKilledRunLeft() throws IOException {
        photo("sub/a.png");
        Path left = Files.createDirectories(root.resolve("out/sub")).resolve(".samdeblur-0815.part");
        deblur().succeeded();
        Files.writeString(left, "half");

        deblur().succeeded();

        assertFalse(Files.exists(left));
    }
}
