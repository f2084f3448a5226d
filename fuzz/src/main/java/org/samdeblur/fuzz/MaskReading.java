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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.map.files.MaskFiles;

/** Reads files of masks. */
final class MaskReading {
    private static final MaskSet MASKS = MaskSet.ofLabels(
            new ImageSize(4, 5), new int[] {0, 0, 1, 1, 2, 0, 3, 1, 1, 2, -1, 3, 3, 2, 2, -1, 3, 3, 2, 0});

    private static final String COCO = """
        {"images": [{"id": 1, "file_name": "a/cat.png", "width": 5, "height": 4},
        {"id": 2, "file_name": "dog.png", "width": 9, "height": 3}],
        "annotations": [{"image_id": 1, "segmentation": [[0.5, 0.5, 4, 1, 2.5, 3.5]], "iscrowd": 0},
        {"segmentation": {"size": [4, 5], "counts": [3, 4, 13]}, "image_id": 1},
        {"segmentation": {"size": [3, 9], "counts": "37:"}, "image_id": 2}]}""";

    private MaskReading() {}

    static List<Sample> arrays(Sources sources) throws IOException {
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

    static List<Sample> json(Sources sources) throws IOException {
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

    static List<Sample> labelMaps(Sources sources) throws IOException {
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

    static void read(Path input) {
        Groupings.overlay(MaskFiles.read(input));
    }

    static void readJson(Path input) {
        Groupings.overlay(CocoFiles.read(input, Path.of("a", "cat.png"), new ImageSize(4, 5)));
    }
}
