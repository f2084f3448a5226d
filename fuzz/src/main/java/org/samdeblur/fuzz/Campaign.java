package org.samdeblur.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Feeds one reader, in a process of its own that is started again when it dies or hangs. A run follows from its seed: input number
 * n has the same seed on every machine, and the same content where the same files to begin with are there.
 */
final class Campaign {
    /** How long one input may take, whatever the machine is busy with besides. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How long a process may take to start. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final int INPUTS_OF_A_PROCESS = 5_000;

    private final Target target;
    private final Sources sources;
    private final Path faults;
    private final Duration patience;
    private final List<Fault> found = new ArrayList<>();
    private Process process;
    private PrintStream seeds;
    private BlockingQueue<String> answers;
    private Path folder;
    private int inputs;
    private int refused;

    /**
     * Prepares a campaign.
     *
     * @param target the reader
     * @param sources where files to begin with are; its scratch folder is for this campaign
     * @param faults where inputs that lead to faults are kept
     * @param patience how long one input may take
     */
    Campaign(Target target, Sources sources, Path faults, Duration patience) {
        this.target = target;
        this.sources = sources;
        this.faults = faults;
        this.patience = patience;
    }

    /** What went wrong with an input. */
    record Fault(String reader, long seed, String what) {
        @Override
        public String toString() {
            return reader + " seed " + seed + ": " + what;
        }
    }

    /** What came of a campaign. */
    record Result(String reader, int inputs, int refused, List<Fault> faults) {
        @Override
        public String toString() {
            return reader + ": " + inputs + " inputs, " + refused + " refused, " + faults.size() + " faults";
        }
    }

    /**
     * Feeds inputs until there have been enough, or time is over.
     *
     * @param seed the run's seed
     * @param most the most inputs
     * @param time the most time, the process's start included
     */
    Result run(long seed, long most, Duration time) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + time.toNanos();
        try {
            while (inputs < most && System.nanoTime() < end) {
                feed(random.nextLong());
            }
        } finally {
            stop();
        }
        return new Result(target.name(), inputs, refused, List.copyOf(found));
    }

    /** Feeds the one input of a seed that a fault was reported with. */
    Result replay(long seed) throws IOException, InterruptedException {
        try {
            feed(seed);
        } finally {
            stop();
        }
        return new Result(target.name(), inputs, refused, List.copyOf(found));
    }

    private void feed(long seed) throws IOException, InterruptedException {
        if (process == null || !process.isAlive() || inputs % INPUTS_OF_A_PROCESS == INPUTS_OF_A_PROCESS - 1) {
            stop();
            start();
        }
        inputs++;
        Optional<String> answer = answer(seed);
        if (answer.isEmpty() && process.isAlive()) {
            // On a busy machine anything may take long once: a hang is what hangs again in a new process.
            stop();
            start();
            answer = answer(seed);
        }
        if (answer.isEmpty()) {
            report(seed, process.isAlive() ? "it takes more than " + patience.toSeconds() + " s" : death());
            stop();
        } else if (answer.get().startsWith("fault")) {
            report(seed, answer.get().substring("fault ".length()));
            if (answer.get().contains("MiB") || answer.get().contains("heap")) {
                stop(); // the peak stays with the process
            }
        } else if (answer.get().equals("refused")) {
            refused++;
        }
    }

    private Optional<String> answer(long seed) throws InterruptedException {
        seeds.println(seed);
        seeds.flush();
        return await(patience);
    }

    private Optional<String> await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < end) {
            String line = answers.poll(100, TimeUnit.MILLISECONDS);
            if (line != null) {
                return Optional.of(line);
            }
            if (!process.isAlive()) {
                return Optional.ofNullable(answers.poll(100, TimeUnit.MILLISECONDS));
            }
        }
        return Optional.empty();
    }

    private String death() throws InterruptedException {
        return "the process died with exit code " + process.waitFor() + lastWords();
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("log"), StandardCharsets.ISO_8859_1);
            return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "";
        }
    }

    private void report(long seed, String what) throws IOException {
        Fault fault = new Fault(target.name(), seed, what);
        found.add(fault);
        Path kept = faults.resolve(target.name() + "-" + seed);
        Path input = folder.resolve(Worker.INPUT);
        if (Files.isDirectory(input)) {
            try (Stream<Path> files = Files.walk(input)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = kept.resolve(input.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        System.out.println("FAULT " + fault + "; the input is " + kept);
    }

    private void start() throws IOException, InterruptedException {
        folder = Files.createTempDirectory(sources.scratch(), target.name());
        Path temporary = Files.createDirectories(Worker.temporary(folder));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + target.heapMegabytes() + "m",
                "-XX:MaxDirectMemorySize=" + target.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-XX:ErrorFile=" + folder.resolve("hs_err.log")));
        command.addAll(List.of(
                Worker.class.getName(),
                target.name(),
                folder.toString(),
                sources.golden().toString(),
                sources.shared().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
        process = builder.redirectError(folder.resolve("log").toFile()).start();
        seeds = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new LinkedBlockingQueue<>();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        BlockingQueue<String> queue = answers;
        Thread listener = new Thread(
                () -> lines.lines()
                        .filter(line -> line.contains(Worker.MARK))
                        .map(line -> line.substring(line.indexOf(Worker.MARK) + Worker.MARK.length()))
                        .forEach(queue::add),
                "answers");
        listener.setDaemon(true);
        listener.start();
        if (await(START).isEmpty()) {
            throw new IOException("the reader " + target.name() + " does not start" + lastWords());
        }
    }

    private void stop() throws IOException, InterruptedException {
        if (process == null) {
            return;
        }
        seeds.close();
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        process = null;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
