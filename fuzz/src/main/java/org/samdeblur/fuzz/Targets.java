package org.samdeblur.fuzz;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageReadOptions;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.tensorflow.export.SavedModels;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.map.files.MaskFiles;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.sam.graph.SamNetworks;
import org.samdeblur.training.Trainer;
import org.samdeblur.training.TrainingBatch;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.TrainingRecipe;
import org.samdeblur.training.ValidationData;

/** All readers of the library. */
final class Targets {
    private static final long PIXEL_LIMIT = 2_000_000;
    private static final BackendOptions ONE_THREAD =
            BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1);

    private Targets() {}

    static List<Target> all() {
        return List.of(
                new Images(),
                new MaskArrays(),
                new MaskJson(),
                new LabelMaps(),
                new Tensors(),
                new Checkpoints(),
                new Settings(),
                new OnnxGraphs(),
                new OnnxRuns(),
                new TorchScripts(),
                new SavedModelFolders(),
                new TrainingFolders());
    }

    static Target named(String name) {
        if (name.contains(".")) {
            return ofClass(name);
        }
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no reader '" + name + "'; there are "
                        + String.join(", ", all().stream().map(Target::name).toList())));
    }

    /** Readers that are not the library's own are named by their classes. */
    private static Target ofClass(String name) {
        try {
            return (Target) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("there is no reader of the class " + name, e);
        }
    }

    private static final class Images implements Target {
        @Override
        public String name() {
            return "images";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            List<Sample> samples = new ArrayList<>();
            Random random = new Random(1);
            int[] types = {
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY
            };
            for (int type : types) {
                BufferedImage picture = new BufferedImage(19, 13, type);
                for (int i = 0; i < 60; i++) {
                    picture.setRGB(random.nextInt(19), random.nextInt(13), random.nextInt());
                }
                for (String format : List.of("png", "jpg", "bmp", "gif")) {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    if (ImageIO.write(picture, format, out)) {
                        samples.add(Sample.ofFile("picture." + format, out.toByteArray()));
                    }
                }
                for (String compression : List.of("LZW", "Deflate", "PackBits", "ZLib")) {
                    samples.add(Sample.ofFile("picture.tif", tiff(picture, compression)));
                }
            }
            samples.addAll(
                    sources.ofSuffix(".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".gif", ".bmp", ".webp"));
            return samples;
        }

        private static byte[] tiff(BufferedImage picture, String compression) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                ImageWriteParam settings = writer.getDefaultWriteParam();
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionType(compression);
                writer.write(null, new IIOImage(picture, null, null), settings);
            } finally {
                writer.dispose();
            }
            return out.toByteArray();
        }

        @Override
        public void read(Path input) throws IOException {
            Image image = Image.read(input, ImageReadOptions.DEFAULT.withPixelLimit(PIXEL_LIMIT));
            image.toTensor();
            // what was kept of its metadata is written again
            for (String name : List.of("written.png", "written.jpg", "written.tif")) {
                Path written = input.resolveSibling(name);
                image.write(written);
                Files.delete(written);
            }
        }
    }

    private static final MaskSet MASKS = MaskSet.ofLabels(
            new ImageSize(4, 5), new int[] {0, 0, 1, 1, 2, 0, 3, 1, 1, 2, -1, 3, 3, 2, 2, -1, 3, 3, 2, 0});

    private static void useMasks(MaskSet masks) {
        Groupings.overlay(masks);
    }

    private static final class MaskArrays implements Target {
        @Override
        public String name() {
            return "mask-arrays";
        }

        @Override
        public int heapMegabytes() {
            return 1_536; // the limit on runs allows some hundred megabytes, masks of 150 megapixels are grouped in 600
        }

        @Override
        public int processMegabytes() {
            return 2_560;
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            List<Sample> samples = new ArrayList<>();
            for (String name : List.of("masks.npz", "masks.npy")) {
                Path file = sources.scratch().resolve(name);
                MaskFiles.write(file, MASKS);
                samples.add(Sample.ofFile(file));
            }
            byte[] array = Files.readAllBytes(sources.scratch().resolve("masks.npy"));
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(archive)) {
                zip.putNextEntry(new ZipEntry("arr_0.npy"));
                String header = new String(array, StandardCharsets.ISO_8859_1).replace("False", "True ");
                zip.write(header.getBytes(StandardCharsets.ISO_8859_1));
            }
            samples.add(Sample.ofFile("masks.npz", archive.toByteArray()));
            samples.addAll(sources.ofSuffix(".npz"));
            return samples;
        }

        @Override
        public void read(Path input) {
            useMasks(MaskFiles.read(input));
        }
    }

    private static final class MaskJson implements Target {
        private static final String COCO = """
                {"images": [{"id": 1, "file_name": "a/cat.png", "width": 5, "height": 4},
                {"id": 2, "file_name": "dog.png", "width": 9, "height": 3}],
                "annotations": [{"image_id": 1, "segmentation": [[0.5, 0.5, 4, 1, 2.5, 3.5]], "iscrowd": 0},
                {"segmentation": {"size": [4, 5], "counts": [3, 4, 13]}, "image_id": 1},
                {"segmentation": {"size": [3, 9], "counts": "37:"}, "image_id": 2}]}""";

        @Override
        public String name() {
            return "mask-json";
        }

        @Override
        public int heapMegabytes() {
            return 1_536;
        }

        @Override
        public int processMegabytes() {
            return 2_560;
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            List<Sample> samples = new ArrayList<>();
            samples.add(Sample.ofFile("coco.json", COCO.getBytes(StandardCharsets.UTF_8)));
            for (CocoFiles.Counts counts : CocoFiles.Counts.values()) {
                Path file = sources.scratch().resolve("masks.json");
                CocoFiles.write(file, MASKS, counts);
                samples.add(Sample.ofFile(file));
            }
            samples.addAll(sources.ofSuffix(".json"));
            return samples;
        }

        @Override
        public void read(Path input) {
            useMasks(CocoFiles.read(input, Path.of("a", "cat.png"), new ImageSize(4, 5)));
        }
    }

    private static final class LabelMaps implements Target {
        @Override
        public String name() {
            return "label-maps";
        }

        @Override
        public int heapMegabytes() {
            return 1_536; // 150 megapixels take 600 megabytes
        }

        @Override
        public int processMegabytes() {
            return 2_560;
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            List<Sample> samples = new ArrayList<>();
            Path file = sources.scratch().resolve("labels.png");
            MaskFiles.write(file, MASKS);
            samples.add(Sample.ofFile(file));
            byte[] shades = {0, 100, 50, (byte) 200};
            BufferedImage palette = new BufferedImage(
                    6, 5, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(2, 4, shades, new byte[4], new byte[4]));
            palette.getRaster().setSample(2, 2, 0, 3);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(palette, "png", out);
            samples.add(Sample.ofFile("palette.png", out.toByteArray()));
            samples.addAll(sources.ofSuffix("palette.png", "codes.png", "graymask.png"));
            return samples;
        }

        @Override
        public void read(Path input) {
            useMasks(MaskFiles.read(input));
        }
    }

    private static final class Tensors implements Target {
        @Override
        public String name() {
            return "tensors";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            return sources.ofSuffix("1x1.npy", "3x3.npy", "embedding.npy");
        }

        @Override
        public void read(Path input) {
            NpyFiles.read(input);
        }
    }

    private static final class Checkpoints implements Target {
        @Override
        public String name() {
            return "checkpoints";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
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
                    Map.of(
                            opened,
                            index.getBytes(StandardCharsets.UTF_8),
                            "part.safetensors",
                            Files.readAllBytes(weights)),
                    List.of(opened, "part.safetensors"));
        }

        @Override
        public void read(Path input) {
            Checkpoint checkpoint = Checkpoint.open(input);
            checkpoint.names().forEach(checkpoint::weight);
            DeblurNetworks.load(ModelSource.of(input), DeblurModelOptions.DEFAULT);
        }
    }

    /** JSON files beside checkpoints. */
    private static final class Settings implements Target {
        @Override
        public String name() {
            return "settings";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
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
                        Map.of(
                                "weights.pth",
                                weights,
                                "config.json",
                                entry.getKey().getBytes(StandardCharsets.UTF_8)),
                        List.of("config.json")));
            }
            return samples;
        }

        @Override
        public void read(Path input) throws Exception {
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
    }

    private static final class OnnxGraphs implements Target {
        @Override
        public String name() {
            return "onnx";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            return sources.ofSuffix(".onnx");
        }

        @Override
        public void read(Path input) {
            DeblurNetworks.load(ModelSource.of(input), DeblurModelOptions.DEFAULT);
        }
    }

    /** Networks that are loaded by a runtime and run on a small image. */
    private abstract static class Runs implements Target {
        private static final int LARGEST_SIDE = 128;

        private final String backend;
        private Backend opened;

        Runs(String backend) {
            this.backend = backend;
        }

        @Override
        public int processMegabytes() {
            return 3_072;
        }

        @Override
        public void read(Path input) {
            try (DeblurModel model = backend().loadDeblurModel(ModelSource.of(input), DeblurModelOptions.DEFAULT)) {
                ModelInfo info = model.info();
                ImageSize size = info.fixedSize().orElse(new ImageSize(32, 40));
                long pixels = (long) size.height() * size.width();
                if (info.sizeMultiple() <= LARGEST_SIDE
                        && pixels <= LARGEST_SIDE * LARGEST_SIDE
                        && info.inputChannels() < 100) {
                    ImageSize fitting = info.fixedSize().isPresent() ? size : size.roundedUpTo(info.sizeMultiple());
                    model.run(Tensor.zeros(info.inputChannels(), fitting.height(), fitting.width()));
                }
            }
        }

        Backend backend() {
            if (opened == null) {
                opened = provider(backend).open(ONE_THREAD);
            }
            return opened;
        }

        @Override
        public void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }

    private static BackendProvider provider(String name) {
        return Backends.installed().providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static final class OnnxRuns extends Runs {
        OnnxRuns() {
            super("onnx");
        }

        @Override
        public String name() {
            return "onnx-runs";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            return sources.ofSuffix(".onnx");
        }
    }

    private static final class TorchScripts extends Runs {
        TorchScripts() {
            super("djl");
        }

        @Override
        public String name() {
            return "torchscript";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            return sources.ofSuffix(".pt");
        }
    }

    private static final class SavedModelFolders extends Runs {
        SavedModelFolders() {
            super("tensorflow");
        }

        @Override
        public String name() {
            return "savedmodel";
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
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

    private static final class TrainingFolders implements Target {
        @Override
        public String name() {
            return "training-folders";
        }

        @Override
        public Set<String> leaves() {
            return Set.of("training.lock");
        }

        @Override
        public int processMegabytes() {
            return 3_072;
        }

        @Override
        public List<Sample> samples(Sources sources) throws IOException {
            List<Sample> samples = new ArrayList<>();
            Path started = sources.scratch().resolve("started");
            TrainingRecipe recipe = new TrainingRecipe().withSteps(3).withBatch(1, 16);
            try (Trainer trainer = Trainer.start(
                    started,
                    DeblurNetworks.load(
                            ModelSource.of(sources.golden().resolve("training/initial.pth")),
                            DeblurModelOptions.DEFAULT),
                    recipe,
                    ONE_THREAD)) {
                Tensor picture = Tensor.zeros(1, 3, 16, 16);
                TrainingBatch batch = TrainingBatch.withoutMasks(picture, picture);
                trainer.train(step -> batch, ValidationData.NONE, TrainingListener.NONE);
            }
            samples.add(Sample.ofFolder(started, "", name -> true));
            Path killed = sources.shared().resolve("cases/faults/train-state-json");
            if (Files.isDirectory(killed)) {
                samples.add(Sample.ofFolder(killed, "", name -> true));
            }
            return samples;
        }

        @Override
        public void read(Path input) {
            Trainer.resume(input, ONE_THREAD).close();
        }
    }
}
