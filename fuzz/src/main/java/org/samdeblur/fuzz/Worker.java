package org.samdeblur.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.fuzz.mutation.Mutator;

/**
 * The process that reads. Takes seeds from its standard input, one a line, and answers each with a line: {@code read},
 * {@code refused}, or {@code fault} and what went wrong. After a fault the input is still there.
 */
final class Worker {
    /** Stands before every answer, since native libraries print what they like. */
    static final String MARK = "@fuzz ";

    static final String INPUT = "input";
    private static final String TEMPORARY = "temporary";
    private static final int LONGEST_MESSAGE = 4_000;

    private final Target target;
    private final List<Sample> samples;
    private final Path input;
    private final Path temporary;
    private Set<String> known;

    private Worker(Target target, List<Sample> samples, Path folder) {
        this.target = target;
        this.samples = samples;
        input = folder.resolve(INPUT);
        temporary = folder.resolve(TEMPORARY);
    }

    /** Returns the folder for temporary files of a worker that works in a folder. */
    static Path temporary(Path folder) {
        return folder.resolve(TEMPORARY);
    }

    /**
     * Runs a worker.
     *
     * @param args the reader's name, a folder of its own, the folder of golden data, and that of shared files
     */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Path folder = Path.of(args[1]);
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        try (Target target = Targets.named(args[0]);
                BufferedReader seeds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Worker worker = new Worker(
                    target, target.samples(new Sources(Path.of(args[2]), Path.of(args[3]), scratch)), folder);
            worker.warmUp();
            answers.println(MARK + "ready");
            for (String seed = seeds.readLine(); seed != null; seed = seeds.readLine()) {
                String answer = worker.run(Long.parseLong(seed));
                answers.println(MARK + answer);
                answers.flush();
            }
        }
    }

    /** Reads a sample as it is, so that what a runtime unpacks once is there. */
    private void warmUp() throws IOException {
        try {
            write(samples.get(0), "", new byte[0]);
            target.read(input.resolve(samples.get(0).opened()));
        } catch (Exception e) {
            System.err.println("the first sample: " + e);
        }
        delete(input);
        known = names(temporary);
    }

    private String run(long seed) throws IOException {
        Random random = new Random(seed);
        Sample sample = samples.get(random.nextInt(samples.size()));
        String changed = sample.changed().get(random.nextInt(sample.changed().size()));
        write(sample, changed, new Mutator(random).mutate(sample.files().get(changed)));
        Set<String> before = names(input);
        String answer = outcome(sample);
        if (answer.startsWith("fault")) {
            return answer + " (" + changed + " of " + sample.files().size() + ")";
        }
        Set<String> after = names(input);
        after.removeAll(before);
        after.removeIf(
                name -> target.leaves().contains(Path.of(name).getFileName().toString()));
        Set<String> left = names(temporary);
        left.removeAll(known);
        if (!after.isEmpty() || !left.isEmpty()) {
            known.addAll(left);
            return "fault files are left behind: " + (after.isEmpty() ? left : after);
        }
        delete(input);
        return answer;
    }

    private String outcome(Sample sample) {
        try {
            target.read(input.resolve(sample.opened()));
            String memory = memoryFault();
            return memory.isEmpty() ? "read" : memory;
        } catch (SamDeblurException e) {
            return refusal(e);
        } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
            StackTraceElement[] trace = e.getStackTrace();
            String places = Stream.of(trace)
                    .filter(place -> place.getClassName().startsWith("org.samdeblur"))
                    .limit(3)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining(" < "));
            e.printStackTrace();
            return "fault " + oneLine(e.toString()) + " at " + (trace.length == 0 ? "?" : trace[0]) + " < " + places;
        }
    }

    private String refusal(SamDeblurException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError) {
                return "fault the heap is exhausted: " + oneLine(e.getMessage());
            }
        }
        String message = e.getMessage();
        if (message == null || message.isBlank() || message.lines().count() > 1 || message.length() > LONGEST_MESSAGE) {
            return "fault a message of no one line: " + oneLine(String.valueOf(message));
        }
        String memory = memoryFault();
        return memory.isEmpty() ? "refused" : memory;
    }

    private String memoryFault() {
        try {
            long peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
            return peak / 1024 > target.processMegabytes()
                    ? "fault the process took " + peak / 1024 + " MiB, more than " + target.processMegabytes()
                    : "";
        } catch (IOException e) {
            return ""; // not Linux
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    private void write(Sample sample, String changed, byte[] content) throws IOException {
        delete(input);
        Files.createDirectories(input);
        for (String name : sample.files().keySet()) {
            Path file = input.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, name.equals(changed) ? content : sample.files().get(name));
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
