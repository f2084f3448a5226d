package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.ModelSource;
import org.samdeblur.backend.tensorflow.export.SavedModels;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.sam.graph.SamNetworks;

/** Reads networks, without running them. */
final class NetworkReading {
    private NetworkReading() {}

    static List<Sample> checkpoints(Sources sources) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Path file = sources.scratch().resolve("weights.safetensors");
        Map<String, Constant> weights = new TreeMap<>();
        Checkpoint initial = Checkpoint.open(sources.golden().resolve("training/initial.pth"));
        initial.names().forEach(name -> weights.put(name, initial.weight(name)));
        Safetensors.write(file, weights, Map.of("format", "pt"));
        samples.add(Sample.ofFile(file));
        samples.add(inShards(file, weights));
        samples.addAll(sources.ofSuffix(".pth", ".safetensors"));
        return samples;
    }

    /** All weights in one part, which an index names. */
    private static Sample inShards(Path weights, Map<String, Constant> names) throws IOException {
        String entries = names.keySet().stream()
                .map(name -> "\"" + name + "\": \"part.safetensors\"")
                .collect(Collectors.joining(", "));
        String index = "{\"metadata\": {\"total_size\": 1}, \"weight_map\": {" + entries + "}}";
        String opened = "model.safetensors.index.json";
        return new Sample(
                opened,
                Map.of(opened, index.getBytes(StandardCharsets.UTF_8), "part.safetensors", Files.readAllBytes(weights)),
                List.of(opened, "part.safetensors"));
    }

    static void readCheckpoint(Path input) {
        Checkpoint checkpoint = Checkpoint.open(input);
        checkpoint.names().forEach(checkpoint::weight);
        DeblurNetworks.load(ModelSource.of(input), DeblurModelOptions.DEFAULT);
    }

    /** JSON files beside checkpoints. */
    static List<Sample> settings(Sources sources) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Map.Entry<String, String> entry : Map.of(
                        "{\"tlc_train_size\": 256, \"tlc_base_size\": 384}",
                        "training/initial.pth",
                        "{\"img_size\": 1024, \"num_heads\": 2, \"window_size\": 3, \"decoder\": {\"num_heads\": 8},"
                                + " \"pixel_mean\": [1, 2.5, 3]}",
                        "sam/padded_windows.pth")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue())
                .toList()) {
            byte[] weights = Files.readAllBytes(sources.golden().resolve(entry.getValue()));
            samples.add(new Sample(
                    "weights.pth",
                    Map.of("weights.pth", weights, "config.json", entry.getKey().getBytes(StandardCharsets.UTF_8)),
                    List.of("config.json")));
        }
        return samples;
    }

    static void readWithSettings(Path input) throws Exception {
        if (Files.size(input) < 100_000) {
            SamNetworks.load(ModelSource.of(input));
        } else {
            DeblurNetworks.load(
                    ModelSource.of(input),
                    DeblurModelOptions.DEFAULT
                            .withPooling(DeblurModelOptions.Pooling.LOCAL)
                            .withGraphForm(DeblurModelOptions.GraphForm.REWRITTEN));
        }
    }

    static void readGraph(Path input) {
        DeblurNetworks.load(ModelSource.of(input), DeblurModelOptions.DEFAULT);
    }

    static List<Sample> savedModels(Sources sources) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Path written = sources.scratch().resolve("written");
        SavedModels.write(
                DeblurNetworks.load(
                        ModelSource.of(sources.golden().resolve("foreign/restorer3_dynamic.onnx")),
                        DeblurModelOptions.DEFAULT),
                written);
        samples.add(Sample.ofFolder(written, "", name -> true));
        Path refused = sources.shared().resolve("cases/faults/savedmodel-abort");
        if (Files.isDirectory(refused)) {
            samples.add(Sample.ofFolder(refused, "", name -> true));
        }
        return samples;
    }
}
