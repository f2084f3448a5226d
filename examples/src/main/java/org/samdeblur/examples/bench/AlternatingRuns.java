package org.samdeblur.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Precision;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.models.Models;

/**
 * Compares backends, or forms of a network, on a busy machine: all are loaded into one process and run in turn on the same noise, and
 * each run is compared with that of the first in the same round. Prints the number of rounds, the shortest and median times, and the
 * medians of these ratios.
 *
 * <p>Usage: {@code AlternatingRuns THREADS HEIGHT WIDTH SECONDS BACKEND=MODEL…}, where {@code MODEL} is a file or a name, and
 * {@code BACKEND} may state a precision, as in {@code openvino:bfloat16=embedded-fast}. The first round warms up;
 * then rounds begin until so many seconds have passed.
 */
public final class AlternatingRuns {
    private final String name;
    private final Backend backend;
    private final DeblurModel model;
    private final List<Double> clock = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    private AlternatingRuns(String name, int threads) {
        this.name = name;
        String[] parts = name.split("=", 2);
        String[] place = parts[0].split(":", 2);
        ModelSource source = Models.ofUser().source(parts[1]);
        BackendOptions options = BackendOptions.DEFAULT
                .withDevice(Device.cpu())
                .withThreads(threads)
                .withPrecision(place.length > 1 ? Precision.parse(place[1]) : Precision.FLOAT32);
        backend = Backends.installed().select(place[0], source).open(options);
        model = backend.loadDeblurModel(source, DeblurModelOptions.DEFAULT);
    }

    /**
     * Runs the program.
     *
     * @param args threads, height, width, seconds; then two or more pairs of backend and model
     */
    public static void main(String[] args) {
        List<AlternatingRuns> all = Arrays.stream(args)
                .skip(4)
                .map(name -> new AlternatingRuns(name, Integer.parseInt(args[0])))
                .toList();
        Random random = new Random(1);
        Tensor image = noise(
                random, all.get(0).model.info().inputChannels(), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        all.forEach(one -> one.run(image));
        all.forEach(AlternatingRuns::forget);
        long end = System.nanoTime() + Integer.parseInt(args[3]) * 1_000_000_000L;
        do {
            all.forEach(one -> one.run(image));
        } while (System.nanoTime() < end);
        for (AlternatingRuns one : all) {
            one.report(all.get(0));
            one.model.close();
            one.backend.close();
        }
    }

    private static Tensor noise(Random random, int channels, int height, int width) {
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(random.nextFloat());
                    }
                },
                channels,
                height,
                width);
    }

    private void run(Tensor image) {
        System.gc(); // the last output is garbage
        long work = ProcessorTime.nanoseconds();
        long begin = System.nanoTime();
        model.run(image);
        clock.add((System.nanoTime() - begin) / 1e9);
        processor.add((ProcessorTime.nanoseconds() - work) / 1e9);
    }

    private void forget() {
        clock.clear();
        processor.clear();
    }

    private void report(AlternatingRuns first) {
        System.out.printf(
                Locale.ROOT,
                "%s, %d rounds: wall time %.3f s (median %.3f s, ratio %s), processor time %.3f s (median %.3f s, ratio %s)%n",
                name,
                clock.size(),
                sorted(clock).get(0),
                median(clock),
                ratios(clock, first.clock),
                sorted(processor).get(0),
                median(processor),
                ratios(processor, first.processor));
    }

    private static String ratios(List<Double> times, List<Double> firsts) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            ratios.add(times.get(i) / firsts.get(i));
        }
        List<Double> sorted = sorted(ratios);
        return String.format(
                Locale.ROOT,
                "%.3f, middle half %.3f to %.3f",
                median(ratios),
                sorted.get(ratios.size() / 4),
                sorted.get(ratios.size() - 1 - ratios.size() / 4));
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = sorted(values);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
