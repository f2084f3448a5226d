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
 * Segment Anything (Kirillov et al., ICCV 2023) or SAM 2 (Ravi et al., 2024): finds all masks of an image, or those
 * for prompts. The network's file determines which of the two it is; both are used in the same way.
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
 * <p>Safe for use by multiple threads. Closing is idempotent. Using a closed segmenter, or one of its images, throws
 * an {@link IllegalStateException}.
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
     * @param engine the engine; owned by the caller, and closed after the segmenter
     * @param source where the network is, see {@link SamNetworks#load}
     * @param settings the settings for finding all masks of an image
     * @return the segmenter, owned by the caller
     * @throws InvalidModelException if the source is not a Segment Anything model
     */
    public static SamSegmenter load(GraphEngine engine, ModelSource source, AutomaticMaskSettings settings) {
        return load(engine, SamNetworks.load(source), settings);
    }

    /**
     * Loads a network into an engine.
     *
     * @param engine the engine; owned by the caller, and closed after the segmenter
     * @param network the network
     * @param settings the settings for finding all masks of an image
     * @return the segmenter, owned by the caller
     * @throws InvalidModelException if the engine does not support the network
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
     * Encodes an image. This is the slow part; the result then answers any number of prompts. It takes about 16 MB of
     * memory for the published models, or 28 MB for those of SAM 2, and need not be closed.
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
     * Creates a builder with default settings.
     *
     * @param source where the network is, see {@link SamNetworks#load}
     * @return a builder
     */
    public static Builder builder(ModelSource source) {
        return new Builder(source);
    }

    /** Settings of a {@link SamSegmenter} that opens its own backend. Not safe for use by multiple threads. */
    public static final class Builder {
        private final ModelSource source;
        private Optional<String> backend = Optional.empty();
        private BackendOptions options = BackendOptions.DEFAULT;
        private AutomaticMaskSettings settings = AutomaticMaskSettings.DEFAULT;

        private Builder(ModelSource source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Sets the backend. The default is the one that the system property {@code samdeblur.backend} names, or else
         * the available backend of highest priority.
         *
         * @param name such as {@code onnx}
         * @return this
         */
        public Builder backend(String name) {
            this.backend = Optional.of(name);
            return this;
        }

        /**
         * Sets device, threads and precision.
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
         * @param device {@link Device#auto()} by default; if another device is not available, {@link #build} fails
         * @return this
         */
        public Builder device(Device device) {
            options = options.withDevice(device);
            return this;
        }

        /**
         * Limits the CPU threads that the network may use.
         *
         * @param count at least 1; by default, the number of processors
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
         * Opens the backend and loads the network.
         *
         * @return the segmenter, owned by the caller
         * @throws org.samdeblur.api.BackendException if no backend fits, or the device is not available
         * @throws InvalidModelException if the source is not a Segment Anything model
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
