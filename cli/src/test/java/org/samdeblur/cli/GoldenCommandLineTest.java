package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.MaskArchives;
import org.samdeblur.map.files.NpyFiles;

/** The command line puts out what the published implementations do, from their own files. */
@Tag("once")
class GoldenCommandLineTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path folder;

    private Tensor outputOf(GraphForm form, Object... arguments) {
        Path output = folder.resolve("output.npy");
        List<Object> all = new ArrayList<>(List.of("deblur", "--overwrite", "--output-npy", output));
        if (form == GraphForm.PLAIN) {
            all.add("--plain");
        }
        all.addAll(Arrays.asList(arguments));
        CommandLineRun.of(all.toArray()).succeeded();
        return NpyFiles.read(output);
    }

    private static void assertClose(Path expected, Tensor actual) {
        Tensor wanted = NpyFiles.read(expected);
        int[] shape = wanted.rank() == 4 ? Arrays.copyOfRange(wanted.shape(), 1, 4) : wanted.shape();
        assertArrayEquals(shape, actual.shape());
        float[] a = wanted.toArray();
        float[] b = actual.toArray();
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        assertTrue(largest <= TOLERANCE, "differs by " + largest);
    }

    @ParameterizedTest
    @CsvSource({
        "masks_partition.npz, segnafnet_out_partition.npy, REWRITTEN",
        "masks_partition.npz, segnafnet_out_partition.npy, PLAIN",
        "masks_overlapping.npz, segnafnet_out_overlapping.npy, REWRITTEN",
        "masks_overlapping.npz, segnafnet_out_overlapping.npy, PLAIN"
    })
    void segNafNet(String masks, String expected, GraphForm form) {
        Tensor output = outputOf(
                form,
                golden("nafnet/input.png"),
                "--model",
                golden("nafnet/segnafnet.pth"),
                "--masks",
                golden("nafnet/" + masks),
                "--grouping",
                "none");

        assertClose(golden("nafnet/" + expected), output);
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void segNafNetWithOneMaskForAll(GraphForm form) {
        Path masks = folder.resolve("full.npz");
        MaskArchives.write(
                masks, MaskSet.of(new ImageSize(93, 101), List.of(Mask.ofRuns(new ImageSize(93, 101), 0, 93 * 101))));

        Tensor output =
                outputOf(form, golden("nafnet/input.png"), "--model", golden("nafnet/segnafnet.pth"), "--masks", masks);

        assertClose(golden("nafnet/segnafnet_out_full_mask.npy"), output);
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void nafNet(GraphForm form) {
        Tensor output = outputOf(form, golden("nafnet/input.png"), "--model", golden("nafnet/nafnet.pth"));

        assertClose(golden("nafnet/nafnet_out.npy"), output);
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void maskNafNet(GraphForm form) {
        Tensor output = outputOf(
                form,
                golden("nafnet/input.png"),
                "--model",
                golden("nafnet/masknafnet.pth"),
                "--masks",
                golden("nafnet/masknafnet_graymask.png"));

        assertClose(golden("nafnet/masknafnet_out.npy"), output);
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void localPooling(GraphForm form) {
        Path input = golden("nafnet/tlc_input.png");
        Path masks = golden("nafnet/tlc_masks_partition.npz");

        assertClose(
                golden("nafnet/tlc_nafnet_out.npy"),
                outputOf(form, input, "--model", golden("nafnet/nafnet.pth"), "--tlc"));
        assertClose(
                golden("nafnet/tlc_segnafnet_out.npy"),
                outputOf(form, input, "--model", golden("nafnet/segnafnet.pth"), "--masks", masks, "--tlc"));
        assertClose(
                golden("nafnet/tlc_global_nafnet_out.npy"),
                outputOf(form, input, "--model", golden("nafnet/nafnet.pth")));
    }

    @ParameterizedTest
    @CsvSource({
        "restorer3_dynamic.onnx, restorer3_input.npy, restorer3_output.npy",
        "restorer3_dynamic.onnx, restorer3_odd_input.npy, restorer3_odd_output.npy",
        "restorer3_static.onnx, restorer3_input.npy, restorer3_output.npy",
        "restorer5_dynamic.onnx, restorer5_input.npy, restorer5_output.npy",
        "restorer5_dynamic.onnx, restorer5_odd_input.npy, restorer5_odd_output.npy",
        "restorer5_static.onnx, restorer5_input.npy, restorer5_output.npy"
    })
    void strangersNetworks(String model, String input, String expected) {
        for (GraphForm form : GraphForm.values()) {
            Tensor output = outputOf(form, golden("foreign/" + input), "--model", golden("foreign/" + model));

            assertClose(golden("foreign/" + expected), output);
        }
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void dmphn(GraphForm form) {
        Path shared = Path.of(System.getProperty("samdeblur.shared"));
        Path weights = shared.resolve("models/dmphn");
        Path files = shared.resolve("golden/dmphn");
        assumeTrue(Files.isDirectory(weights), weights + " does not exist");
        assumeTrue(Files.isDirectory(files), files + " does not exist");

        assertClose(files.resolve("output.npy"), outputOf(form, files.resolve("input.png"), "--model", weights));
    }

    @ParameterizedTest
    @CsvSource({
        "nafnet.pth, nafnet_out.npy, REWRITTEN",
        "nafnet.pth, nafnet_out.npy, PLAIN",
        "segnafnet.pth, segnafnet_out_partition.npy, REWRITTEN",
        "segnafnet.pth, segnafnet_out_partition.npy, PLAIN"
    })
    void aConvertedNetworkIsTheSame(String checkpoint, String expected, GraphForm form) {
        Path converted = folder.resolve("model.onnx");
        List<Object> conversion = new ArrayList<>(List.of("convert", golden("nafnet/" + checkpoint), "-o", converted));
        if (form == GraphForm.PLAIN) {
            conversion.add("--plain");
        }
        CommandLineRun.of(conversion.toArray()).succeeded();

        Tensor output = outputOf(
                GraphForm.PLAIN,
                golden("nafnet/input.png"),
                "--model",
                converted,
                "--masks",
                golden("nafnet/masks_partition.npz"));

        assertClose(golden("nafnet/" + expected), output);
    }
}
