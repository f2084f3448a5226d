package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Feeds mutated files to the library's readers, and reports the seed of every input that does other than it should. */
public final class Fuzz {
    private static final String USAGE = """
            usage: fuzz [--reader NAME[,NAME...]] [--inputs N] [--seconds N] [--seed N] [--out FOLDER]
                   fuzz --reader NAME --replay SEED
              --reader   which readers; all by default
              --inputs   inputs for each reader; by default as many as there is time for
              --seconds  seconds for each reader; 60 by default, without limit if --inputs is given
              --seed     the run's seed, 1 by default; the same seed gives the same inputs
              --replay   the seed of one input, as a fault was reported with it
              --out      where inputs that lead to faults are kept; fuzz-faults by default
              --golden, --shared  folders of files to begin with; golden and ../shared by default
            """;

    private final List<Target> targets = new ArrayList<>(Targets.all());
    private long inputs = Long.MAX_VALUE;
    private long seconds = -1;
    private long seed = 1;
    private Long replay;
    private Path out = Path.of("fuzz-faults");
    private Path golden = Path.of("golden");
    private Path shared = Path.of("..", "shared");

    private Fuzz() {}

    /**
     * Runs.
     *
     * @param args see the usage that {@code --help} prints
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Fuzz fuzz = new Fuzz();
        try {
            fuzz.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        System.exit(fuzz.run() ? 0 : 1);
    }

    private void parse(String[] args) {
        for (int i = 0; i < args.length; i += 2) {
            if (args[i].equals("--help")) {
                System.out.print(USAGE);
                System.exit(0);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            take(args[i], args[i + 1]);
        }
        if (replay != null && targets.size() != 1) {
            throw new IllegalArgumentException("--replay goes with one --reader");
        }
    }

    private void take(String option, String value) {
        switch (option) {
            case "--reader" -> {
                targets.clear();
                Arrays.stream(value.split(",")).map(Targets::named).forEach(targets::add);
            }
            case "--inputs" -> inputs = Long.parseLong(value);
            case "--seconds" -> seconds = Long.parseLong(value);
            case "--seed" -> seed = Long.parseLong(value);
            case "--replay" -> replay = Long.valueOf(value);
            case "--out" -> out = Path.of(value);
            case "--golden" -> golden = Path.of(value);
            case "--shared" -> shared = Path.of(value);
            default -> throw new IllegalArgumentException("there is no option " + option);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        Duration time = seconds >= 0
                ? Duration.ofSeconds(seconds)
                : inputs == Long.MAX_VALUE ? Duration.ofMinutes(1) : Duration.ofDays(365);
        Path scratch = Files.createTempDirectory("samdeblur-fuzz");
        List<Campaign.Result> results = new ArrayList<>();
        try {
            for (Target target : targets) {
                Campaign campaign = new Campaign(
                        target,
                        new Sources(golden.toAbsolutePath(), shared.toAbsolutePath(), scratch),
                        out,
                        Campaign.PATIENCE);
                Campaign.Result result = replay == null ? campaign.run(seed, inputs, time) : campaign.replay(replay);
                System.out.println(result);
                results.add(result);
            }
        } finally {
            Files.deleteIfExists(scratch);
        }
        System.out.println("in all: "
                + results.stream().mapToInt(Campaign.Result::inputs).sum() + " inputs, "
                + results.stream().mapToInt(result -> result.faults().size()).sum() + " faults");
        return results.stream().allMatch(result -> result.faults().isEmpty());
    }
}
