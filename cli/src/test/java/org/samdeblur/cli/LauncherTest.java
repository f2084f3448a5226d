package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the command line, in a distribution whose Java prints the arguments it gets. */
class LauncherTest {
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path folder;

    private Path home;
    private Path cache;

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
        home = folder.resolve("with space");
        cache = folder.resolve("cache");
        Path java = home.resolve("runtime/bin/java");
        for (Path parent : List.of(java, home.resolve("runtime/lib/x"), home.resolve("lib/x"), home.resolve("bin/x"))) {
            Files.createDirectories(parent.getParent());
        }
        Files.copy(Path.of("src/main/launcher/samdeblur"), home.resolve("bin/samdeblur"));
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(home.resolve("runtime/lib/modules"), "");
        Files.writeString(home.resolve("lib/b.jar"), "");
        Files.writeString(home.resolve("lib/a.jar"), "");
        runs("17.0.15");
    }

    private void runs(String javaVersion) throws IOException {
        Files.writeString(home.resolve("runtime/release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + javaVersion + "\"\n");
    }

    private List<String> start(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("/bin/sh", home.resolve("bin/samdeblur").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().remove("JAVA_OPTS");
        builder.environment().remove("SAMDEBLUR_CLASS_PATH");
        builder.environment().put("SAMDEBLUR_CACHE", cache.toString());
        builder.environment().putAll(environment);
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        process.waitFor();
        return Files.readAllLines(folder.resolve("out"));
    }

    private List<String> start(String... arguments) throws Exception {
        return start(Map.of(), arguments);
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        List<String> given = start("deblur", "a photo.png", "-o", "$out; *.png");

        assertEquals(
                List.of("org.samdeblur.cli.Main", "deblur", "a photo.png", "-o", "$out; *.png"),
                given.subList(given.size() - 5, given.size()));
    }

    @Test
    void jarsAreOnTheClassPathInOrderAndOthersBeforeThem() throws Exception {
        String own = home.resolve("lib/a.jar") + ":" + home.resolve("lib/b.jar");

        assertTrue(start("info").contains(own));
        assertTrue(start(Map.of("SAMDEBLUR_CLASS_PATH", "mine.jar"), "info").contains("mine.jar:" + own));
    }

    @Test
    void theSecondCompilerIsLeftOutOfShortRunsOnly() throws Exception {
        Files.createDirectory(folder.resolve("holiday"));

        assertTrue(start("deblur", "a.png", "-o", "b.png").contains(ONE_COMPILER));
        assertTrue(start("--version").contains(ONE_COMPILER));
        assertFalse(start("deblur", "holiday", "-o", "sharp").contains(ONE_COMPILER));
        assertFalse(start("deblur", "a.png", "-o", "b.png", "--segmenter", "sam.pth")
                .contains(ONE_COMPILER));
        assertFalse(start("train", "settings.json").contains(ONE_COMPILER));
    }

    @Test
    void theHeapBeginsSmallUnlessTheUserChoosesACollector() throws Exception {
        List<String> collector = List.of("-XX:+UseSerialGC", "-XX:NewSize=24m");

        assertTrue(start("deblur", "a.png", "-o", "b.png").containsAll(collector));
        assertFalse(start(Map.of("JAVA_OPTS", "-XX:+UseG1GC"), "deblur", "a.png", "-o", "b.png")
                .contains("-XX:NewSize=24m"));
    }

    @Test
    void optionsOfTheUserComeAfterTheScriptsOwn() throws Exception {
        List<String> given = start(Map.of("JAVA_OPTS", "-XX:TieredStopAtLevel=4 -XX:+UseG1GC"), "--version");

        assertTrue(given.indexOf("-XX:TieredStopAtLevel=4") > given.indexOf(ONE_COMPILER), given::toString);
        assertTrue(given.contains("-XX:+UseG1GC"), given::toString);
        assertFalse(given.contains("-XX:+UseSerialGC"), given::toString);
    }

    @Test
    void theFirstRunWritesAnArchiveOfClassesThatLaterOnesUse() throws Exception {
        String dump = "-XX:ArchiveClassesAtExit=";
        assertTrue(start("--version").stream().noneMatch(option -> option.startsWith(dump)));
        String archive = start("deblur", "a.png", "-o", "b.png").stream()
                .filter(option -> option.startsWith(dump))
                .map(option -> option.substring(dump.length()))
                .findFirst()
                .orElseThrow();

        Files.writeString(Path.of(archive), "classes");

        assertTrue(start("--version").contains("-XX:SharedArchiveFile=" + archive));
        Files.writeString(home.resolve("lib/a.jar"), "of another version");
        assertFalse(start("--version").contains("-XX:SharedArchiveFile=" + archive));
    }

    @Test
    void aFolderThatCannotBeWrittenToCostsOnlyTheArchive() throws Exception {
        Files.writeString(cache, "a file");

        assertTrue(start("deblur", "a.png", "-o", "b.png").stream().noneMatch(option -> option.contains(".jsa")));
    }

    @Test
    void anOlderJavaIsRefused() throws Exception {
        runs("1.8.0_402");

        assertEquals(1, start("--version").size());
        assertTrue(start("--version").get(0).endsWith("is Java 1; a JDK 17 or newer is needed"));
    }

    @Test
    void newerOnesAreToldToAllowNativeCode() throws Exception {
        assertTrue(start("--version").contains("--enable-native-access=ALL-UNNAMED"));
        assertFalse(start("--version").contains("--sun-misc-unsafe-memory-access=allow"));

        runs("25.0.1");

        assertTrue(start("--version").contains("--sun-misc-unsafe-memory-access=allow"));
    }
}
