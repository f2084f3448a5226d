package org.samdeblur.networks.contract;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network of another family than NAFNet, small and with random weights, with what its authors' code made of two images: {@code a} of
 * a size that it takes as it is, {@code b} filled up as the authors do. See golden/README.md.
 */
public enum PublishedNetwork {
    /** Baseline, NAFNet's ancestor. */
    BASELINE("baseline", "Baseline", 1e-4f),
    /** MIMO-UNet, which takes the image at three sizes. */
    MIMO_UNET("mimo-unet", "MIMO-UNet", 1e-4f),
    /** The larger MIMO-UNet; here with few blocks, so that it is called like the smaller. */
    MIMO_UNET_PLUS("mimo-unet-plus", "MIMO-UNet", 1e-4f),
    /** Restormer, with attention between channels. */
    RESTORMER("restormer", "Restormer", 1e-4f),
    /** FFTformer, which works on spectra of patches. */
    FFTFORMER("fftformer", "FFTformer", 1e-4f),
    /** MPRNet, in three stages. */
    MPRNET("mprnet", "MPRNet", 1e-4f),
    /** Uformer, which takes squares with the image in the middle; its outputs reach ±2. */
    UFORMER("uformer", "Uformer", 2e-4f),
    /** Stripformer, with attention along and between rows and columns. */
    STRIPFORMER("stripformer", "Stripformer", 1e-4f),
    /** MLWNet, with learnt wavelets. */
    MLWNET("mlwnet", "MLWNet", 1e-4f);

    private final String folder;
    private final String architecture;
    private final float tolerance;

    PublishedNetwork(String folder, String architecture, float tolerance) {
        this.folder = folder;
        this.architecture = architecture;
        this.tolerance = tolerance;
    }

    /** What the network is recognised as. */
    public String architecture() {
        return architecture;
    }

    /** The tolerance that the reference results come with. */
    public float tolerance() {
        return tolerance;
    }

    /** The network's weights as its authors' code saves them. */
    public Path weights() {
        return file("weights.pth");
    }

    /** The image {@code a} or {@code b}. */
    public Path input(String image) {
        return file("input_" + image + ".png");
    }

    /** What the authors' code made of it, {@code [3, H, W]}, not clamped. */
    public Path output(String image) {
        return file("output_" + image + ".npy");
    }

    /** Larger networks are not part of this repository; their tests are skipped where there is no folder beside it. */
    private Path file(String name) {
        Path own = Golden.file("networks").resolve(folder).resolve(name);
        if (Files.exists(own)) {
            return own;
        }
        return Golden.shared("golden/networks/" + folder + "/" + name);
    }
}
