package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.deblur.Architectures;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;

/**
 * Time and memory of every published network at its published size, with random weights, over an image of 1280×720 pixels in tiles
 * of 512 that overlap by 32, plain and rewritten. Every run is a process of its own, one after the other.
 *
 * <p>Usage: {@code PublishedNetworksBenchmark [NAME ...]}, all networks without a name; needs Linux, whose count of resident memory it
 * reads.
 */
public final class PublishedNetworksBenchmark {
    private static final List<String> SETTINGS = List.of("2", "720", "1280", "512", "32");
    private static final List<String> SMALL_HEAP = List.of("-Xmx512m");

    private final Path checkpoint;

    private PublishedNetworksBenchmark(Path checkpoint) {
        this.checkpoint = checkpoint;
    }

    /**
     * Runs the benchmark.
     *
     * @param args the names of networks, as {@link org.samdeblur.networks.architecture.Architecture#published} has them
     * @throws IOException if a file cannot be written or a process fails
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, NetworkDesign> published = new TreeMap<>();
        Architectures.installed().forEach(architecture -> published.putAll(architecture.published()));
        if (args.length > 0) {
            published.keySet().retainAll(Set.of(args));
        }
        Path file = Files.createTempFile("published", ".safetensors");
        try {
            System.out.printf(
                    "%-18s%12s%12s%12s%12s%12s%12s%n",
                    "network", "parameters", "plain s", "rewritten s", "ratio", "plain MB", "rewr. MB");
            for (Map.Entry<String, NetworkDesign> network : published.entrySet()) {
                new PublishedNetworksBenchmark(file).measure(network.getKey(), network.getValue());
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void measure(String name, NetworkDesign design) throws IOException, InterruptedException {
        DeblurNetwork network = DeblurNetworks.untrained(design, MaskGuidance.none(), 1);
        Safetensors.write(checkpoint, network.weights());
        String[] plain = run(GraphForm.PLAIN);
        String[] rewritten = run(GraphForm.REWRITTEN);
        System.out.printf(
                Locale.ROOT,
                "%-18s%12d%12s%12s%12.2f%12s%12s%n",
                name,
                network.info().parameters(),
                plain[1],
                rewritten[1],
                Double.parseDouble(rewritten[1]) / Double.parseDouble(plain[1]),
                plain[2],
                rewritten[2]);
    }

    private String[] run(GraphForm form) throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(checkpoint.toString(), form.name()));
        args.addAll(SETTINGS);
        return JavaProcess.run(PublishedNetworkRun.class, SMALL_HEAP, args).split(" ");
    }
}
