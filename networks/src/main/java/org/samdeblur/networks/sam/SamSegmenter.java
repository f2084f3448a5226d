package org.samdeblur.networks.sam;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Segmenter;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.sam.automatic.AutomaticMaskGenerator;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.RgbPixels;
import org.samdeblur.networks.sam.run.EmbeddedImage;
import org.samdeblur.networks.sam.run.ImageEncoder;
import org.samdeblur.networks.sam.run.MaskDecoder;

/**
 * Segment Anything (Kirillov et al., ICCV 2023) or SAM 2 (Ravi et al., 2024): finds all masks of an image, or those that a user points
 * at. The network's file says which of the two it is; they are used alike.
 *
 * <pre>{@code
 * try (SamSegmenter sam = SamSegmenter.builder(ModelSource.of(Path.of("sam_vit_b_01ec64.pth"))).build()) {
 *     MaskSet everything = sam.segment(photograph);
 *
 *     SamImage image = sam.embed(photograph);                  // the long part, once per image
 *     PromptedMask cup = image.mask(Prompt.inside(410, 260));  // the short part, as often as one likes
 *     PromptedMask handle = image.mask(Prompt.inside(410, 260).andOutside(330, 250).andMask(cup));
 * }
 * }</pre>
 *
 * <p>May be used by multiple threads at once; closing is idempotent, and using a closed segmenter or one of its images is an
 * {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public final class SamSegmenter implements Segmenter {
    private final ImageEncoder encoder;
    private final MaskDecoder decoder;
    private final AutomaticMaskSettings settings;
    private final Optional<Backend> backend;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SamSegmenter(
            ImageEncoder encoder, MaskDecoder decoder, AutomaticMaskSettings settings, Optional<Backend> backend) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.settings = settings;
        this.backend = backend;
    }

    /** The same segmenter, which closes its backend as well; this one is not to be used any more. */
    private SamSegmenter owning(Backend owned) {
        return new SamSegmenter(encoder, decoder, settings, Optional.of(owned));
    }

    /**
     * Loads a network into an engine.
     *
     * @param engine where it is to run; stays the caller's and must be closed after the segmenter
     * @param source where the network is, see {@link SamNetworks#load}
     * @param settings how all masks of an image are found
     * @return the segmenter, owned by the caller
     * @throws InvalidModelException if the source is no Segment Anything model
     */
    public static SamSegmenter load(GraphEngine engine, ModelSource source, AutomaticMaskSettings settings) {
        return load(engine, SamNetworks.load(source), settings);
    }

    /**
     * Loads a network into an engine.
     *
     * @param engine where it is to run; stays the caller's and must be closed after the segmenter
     * @param network the network
     * @param settings how all masks of an image are found
     * @return the segmenter, owned by the caller
     * @throws InvalidModelException if the engine does not take it
     */
    public static SamSegmenter load(GraphEngine engine, SamNetwork network, AutomaticMaskSettings settings) {
        ImageEncoder encoder = ImageEncoder.load(engine, network);
        try {
            return new SamSegmenter(encoder, MaskDecoder.load(engine, network), settings, Optional.empty());
        } catch (RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    @Override
    public MaskSet segment(Image image, Progress progress) {
        requireOpen();
        RgbPixels pixels = RgbPixels.of(image);
        return new AutomaticMaskGenerator(settings).generate(image.size(), crop -> embed(pixels.crop(crop)), progress);
    }

    /**
     * Shows an image to the network. This is the long part of answering prompts; what comes back answers as many as one
     * likes. It holds about 16 megabytes for the published models, of SAM 2
     * about 28, until it is garbage, and needs no closing.
     *
     * @param image the image
     * @return the image, ready for prompts
     */
    public SamImage embed(Image image) {
        requireOpen();
        return new SamImage(embed(RgbPixels.of(image)));
    }

    private EmbeddedImage embed(RgbPixels pixels) {
        MaskFrame frame = encoder.frame(pixels.size());
        return decoder.prepare(encoder.embed(pixels, frame), frame);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the segmenter is closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                decoder.close();
            } finally {
                closeEncoder();
            }
        }
    }

    private void closeEncoder() {
        try {
            encoder.close();
        } finally {
            backend.ifPresent(Backend::close);
        }
    }

    /**
     * Starts with the network; the rest has defaults.
     *
     * @param source where the network is, see {@link SamNetworks#load}
     * @return a builder
     */
    public static Builder builder(ModelSource source) {
        return new Builder(source);
    }

    /** Settings for a {@link SamSegmenter} that finds its backend by itself. Not safe for use by multiple threads. */
    public static final class Builder {
        private final ModelSource source;
        private Optional<String> backend = Optional.empty();
        private BackendOptions options = BackendOptions.DEFAULT;
        private AutomaticMaskSettings settings = AutomaticMaskSettings.DEFAULT;

        private Builder(ModelSource source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Names the backend. Without it, the system property {@code samdeblur.backend} decides, else the available backend of
         * highest priority.
         *
         * @param name such as {@code onnx}
         * @return this
         */
        public Builder backend(String name) {
            this.backend = Optional.of(name);
            return this;
        }

        /**
         * Sets the device and the number of threads at once.
         *
         * @param options {@link BackendOptions#DEFAULT} by default
         * @return this
         */
        public Builder backendOptions(BackendOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets the device.
         *
         * @param device {@link Device#auto()} by default; any other must be available, or {@link #build} fails
         * @return this
         */
        public Builder device(Device device) {
            options = options.withDevice(device);
            return this;
        }

        /**
         * Limits the threads of the processor that the network may use.
         *
         * @param count at least 1; the runtime's default without it
         * @return this
         * @throws IllegalArgumentException if the count is below 1
         */
        public Builder threads(int count) {
            options = options.withThreads(count);
            return this;
        }

        /**
         * Sets how all masks of an image are found.
         *
         * @param settings {@link AutomaticMaskSettings#DEFAULT} by default
         * @return this
         */
        public Builder automaticMasks(AutomaticMaskSettings settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Finds the backend and loads the network.
         *
         * @return ready for use; the caller closes it
         * @throws org.samdeblur.api.BackendException if no backend fits, or the device is not available
         * @throws InvalidModelException if the source is no Segment Anything model
         */
        public SamSegmenter build() {
            Backends installed = Backends.installed();
            Backend opened = backend.map(name -> installed.select(name, source))
                    .orElseGet(() -> installed.select(source, options.device()))
                    .open(options);
            try {
                Segmenter loaded = opened.loadSegmenter(source, settings);
                if (loaded instanceof SamSegmenter sam) {
                    return sam.owning(opened);
                }
                loaded.close();
                throw new InvalidModelException(source + ": backend '" + opened.name()
                        + "' runs it, but not as a Segment Anything model that takes prompts");
            } catch (RuntimeException | Error e) {
                opened.close();
                throw e;
            }
        }
    }
}
