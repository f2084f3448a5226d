package org.samdeblur.api;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.api.recording.CallEvent;
import org.samdeblur.api.recording.MapEvent;
import org.samdeblur.api.recording.NetworkEvent;
import org.samdeblur.api.recording.Recorded;
import org.samdeblur.api.recording.SegmentEvent;
import org.samdeblur.api.text.Reason;

/**
 * Deblurs photographs with the help of masks (SAM-Deblur, section 2): finds masks, groups them, averages image features
 * over the groups, runs the network tile by tile, blends the tiles, and clamps the result.
 *
 * <pre>{@code
 * try (SamDeblur deblur = SamDeblur.builder().build()) {
 *     DeblurResult result = deblur.deblur(Image.read(Path.of("blurry.jpg")));
 *     result.image().write(Path.of("sharp.png"));
 * }
 * }</pre>
 *
 * <p>Safe for use by multiple threads; {@link Builder#concurrentCalls} limits how many calls run at a time, and thereby
 * the memory. {@link #async} returns futures, {@link #deblurAll} and {@link #deblurFiles} deblur many images. Closing
 * is idempotent and waits for running calls. Later calls throw {@link IllegalStateException}.
 *
 * <p>Java Flight Recorder records the calls and their stages as events {@code org.samdeblur.*}.
 *
 * <p>Interrupting the calling thread ends the call with a {@link CancelledException}: at the next report of {@link
 * Progress}, or within the network if the backend supports it. The thread's interrupt status stays set.
 *
 * @since 0.1.0
 */
public final class SamDeblur implements AutoCloseable {
    /** The smallest side of an image that can be deblurred: the size of the networks' smallest filter. */
    private static final int SMALLEST_SIDE = 3;

    /** The height and width of the image for a health check. */
    private static final int PROBE_SIDE = 16;

    private final Lifetime lifetime = new Lifetime("this SamDeblur");
    private final LoadedModels loaded;
    private final Grouping grouping;
    private final Tiling tiling;
    private final Padding padding;
    private final CallLimit calls;
    /** Limits how many networks run at a time in batches. */
    private final CallLimit networksOfBatches;

    private final Finishing finishing;

    SamDeblur(LoadedModels loaded, SamDeblurSettings settings) {
        this.loaded = loaded;
        this.grouping = settings.grouping().orElse(loaded.model().guidance().grouping());
        this.tiling = settings.tiling();
        this.padding = settings.padding().orElse(loaded.model().info().padding());
        this.calls = new CallLimit(settings.concurrentCalls());
        this.networksOfBatches = new CallLimit(loaded.concurrentNetworks(settings.backendOptions()));
        this.finishing = new Finishing((float) settings.strength(), settings.guard());
    }

    /**
     * Returns a builder. By default it uses the embedded model, the best available backend and device, and the
     * graph-based segmenter, which needs no weights.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Deblurs an image.
     *
     * @param image the image, at least 3×3 pixels
     * @return the result, in the image's own format
     * @throws InvalidImageException if the image is too small, or so large that the network's input would exceed 2 GiB
     * @throws SamDeblurException if the segmenter or the network fails
     */
    public DeblurResult deblur(Image image) {
        return deblur(image, Progress.NONE);
    }

    /**
     * Deblurs an image.
     *
     * @param image the image, at least 3×3 pixels
     * @param progress receives progress, and may cancel the work
     * @return the result, in the image's own format
     * @throws InvalidImageException if the image is too small, or so large that the network's input would exceed 2 GiB
     * @throws CancelledException if {@code progress} cancels the work
     * @throws SamDeblurException if the segmenter or the network fails
     */
    public DeblurResult deblur(Image image, Progress progress) {
        return call("deblur", image.size(), () -> {
            requireUsable(image.size());
            Stopwatch stopwatch = new Stopwatch();
            MaskSet masks = stopwatch.time(Stage.SEGMENT, () -> masksFor(image, progress));
            return deblur(image, masks, progress, stopwatch);
        });
    }

    /**
     * Deblurs an image with the given masks.
     *
     * @param image the image, at least 3×3 pixels
     * @param masks masks of the image's size; the configured grouping is applied to them
     * @return the result, in the image's own format
     * @throws InvalidImageException if the image is too small, or so large that the network's input would exceed 2 GiB
     * @throws InvalidMaskException if the masks are of another size
     * @throws SamDeblurException if the network fails
     */
    public DeblurResult deblur(Image image, MaskSet masks) {
        return deblur(image, masks, Progress.NONE);
    }

    /**
     * Deblurs an image with the given masks.
     *
     * @param image the image, at least 3×3 pixels
     * @param masks masks of the image's size; the configured grouping is applied to them
     * @param progress receives progress, and may cancel the work
     * @return the result, in the image's own format
     * @throws InvalidImageException if the image is too small, or so large that the network's input would exceed 2 GiB
     * @throws InvalidMaskException if the masks are of another size
     * @throws CancelledException if {@code progress} cancels the work
     * @throws SamDeblurException if the network fails
     */
    public DeblurResult deblur(Image image, MaskSet masks, Progress progress) {
        return call("deblur", image.size(), () -> {
            requireUsable(image.size());
            return deblur(image, masks, progress, new Stopwatch());
        });
    }

    /** Runs and records a call when it has its turn, unless this object is closed. */
    private <T> T call(String method, ImageSize size, Supplier<T> work) {
        Recorded<CallEvent> recorded = Recorded.begin(CallEvent::new);
        long start = System.nanoTime();
        try {
            return lifetime.use(() -> calls.run(() -> {
                recorded.note(event -> event.waited = System.nanoTime() - start);
                return work.get();
            }));
        } catch (RuntimeException | Error e) {
            recorded.note(event -> event.failure = e.toString());
            throw e;
        } finally {
            recorded.end(event -> {
                event.method = method;
                event.width = size.width();
                event.height = size.height();
            });
        }
    }

    private DeblurResult deblur(Image image, MaskSet masks, Progress progress, Stopwatch stopwatch) {
        requireSameSize(masks, image.size());
        DeblurModel model = loaded.model();
        MaskSet groups = stopwatch.time(Stage.GROUP, () -> group(masks, progress));
        TileGrid grid = TileGrid.of(image.size(), model.info(), tiling);
        Frame frame = Frame.of(image.size(), grid.padded(), model.info());
        Tensor input = stopwatch.time(Stage.MAP, () -> {
            progress.step(Stage.MAP, 0, 1);
            return networkInput(image, groups, frame);
        });
        Tensor output = stopwatch.time(Stage.NETWORK, () -> run(input, grid, frame, image.size(), progress));
        Finishing.Finished finished = stopwatch.time(Stage.FINISH, () -> {
            requireFinite(output);
            return finishing.finish(image, output);
        });
        DeblurResult.Builder result = DeblurResult.builder()
                .image(finished.image())
                .networkOutput(output)
                .masks(groups)
                .collapsedRegions(finished.collapsed())
                .model(model.info())
                .backend(loaded.backendName())
                .device(loaded.device())
                .precision(loaded.precision())
                .times(stopwatch.times());
        loaded.deviceNote().ifPresent(result::deviceNote);
        return result.build();
    }

    private Tensor networkInput(Image image, MaskSet groups, Frame frame) {
        MaskGuidance guidance = loaded.model().guidance();
        Recorded<MapEvent> recorded = Recorded.begin(MapEvent::new);
        Tensor input = NetworkInput.of(image.ownColours(), groups, guidance, frame, padding);
        recorded.end(event -> {
            event.width = image.width();
            event.height = image.height();
            event.masks = groups.size();
            event.channels = guidance.channels();
        });
        return input;
    }

    /** Runs the network on a padded input, and crops its output. */
    private Tensor run(Tensor input, TileGrid grid, Frame frame, ImageSize size, Progress progress) {
        Supplier<Tensor> network = () -> {
            Recorded<NetworkEvent> recorded = Recorded.begin(NetworkEvent::new);
            Tensor output = new TiledNetwork(loaded.model(), grid).run(input, frame.end(size), progress);
            recorded.end(event -> {
                event.width = grid.padded().width();
                event.height = grid.padded().height();
                event.tiles = grid.count();
                event.model = model().name();
                event.backend = backend();
                event.device = device().toString();
            });
            return output;
        };
        Tensor framed = BatchThread.isCurrent() ? networksOfBatches.run(network) : network.get();
        return frame.cut(framed, size);
    }

    /**
     * Deblurs many images. Results come in the order of the images; an image that fails does not stop the others.
     *
     * @param images the images, read lazily as results are consumed
     * @param batch the number of workers
     * @return an item for every image, to be closed unless it is consumed to its end; see {@link Batch}
     */
    public Stream<BatchItem<Image, DeblurResult>> deblurAll(Iterable<Image> images, Batch batch) {
        return batch.run(images, this::deblur);
    }

    /**
     * Deblurs many images. Results come in the order of the images; an image that fails does not stop the others.
     *
     * @param images the images, read lazily as results are consumed; closed with the results
     * @param batch the number of workers
     * @return an item for every image, to be closed unless it is consumed to its end; see {@link Batch}
     */
    public Stream<BatchItem<Image, DeblurResult>> deblurAll(Stream<Image> images, Batch batch) {
        return batch.run(images, this::deblur);
    }

    /**
     * Reads and deblurs many images. Results come in the order of the files; a file that fails does not stop the
     * others.
     *
     * @param files the files of the images, read lazily as results are consumed
     * @param batch the number of workers
     * @return an item for every file, to be closed unless it is consumed to its end; see {@link Batch}
     */
    public Stream<BatchItem<Path, DeblurResult>> deblurFiles(Iterable<Path> files, Batch batch) {
        return batch.run(files, file -> deblur(Image.read(file)));
    }

    /**
     * Reads and deblurs many images. Results come in the order of the files; a file that fails does not stop the
     * others.
     *
     * @param files the files of the images, read lazily as results are consumed; closed with the results
     * @param batch the number of workers
     * @return an item for every file, to be closed unless it is consumed to its end; see {@link Batch}
     */
    public Stream<BatchItem<Path, DeblurResult>> deblurFiles(Stream<Path> files, Batch batch) {
        return batch.run(files, file -> deblur(Image.read(file)));
    }

    /**
     * Returns asynchronous variants of the calls, which run on an executor.
     *
     * @param executor owned by the caller, who shuts it down before closing this object
     * @return the asynchronous calls; need not be closed
     */
    public AsyncSamDeblur async(Executor executor) {
        return new AsyncSamDeblur(this, executor);
    }

    /**
     * Finds the masks that {@link #deblur(Image)} would use, before they are grouped.
     *
     * @param image the image
     * @return the segmenter's masks
     * @throws SamDeblurException if the segmenter fails
     */
    public MaskSet segment(Image image) {
        return segment(image, Progress.NONE);
    }

    /**
     * Finds the masks that {@link #deblur(Image)} would use, before they are grouped.
     *
     * @param image the image
     * @param progress receives progress, and may cancel the work
     * @return the segmenter's masks
     * @throws CancelledException if {@code progress} cancels the work
     * @throws SamDeblurException if the segmenter fails
     */
    public MaskSet segment(Image image, Progress progress) {
        return call("segment", image.size(), () -> segmented(image, progress));
    }

    /**
     * Runs only the network, with guidance channels given by the caller: pads, cuts into tiles, runs, blends and crops.
     *
     * @param input {@code [3 + S, H, W]}, the image in [0, 1] first, then S guidance channels; any height and width of
     *     at least 1
     * @return {@code [3, H, W]}, not clamped
     * @throws InvalidModelException if the network takes another number of channels
     * @throws SamDeblurException if the network fails
     */
    public Tensor restore(Tensor input) {
        return restore(input, Progress.NONE);
    }

    /**
     * Runs only the network, with guidance channels given by the caller: pads, cuts into tiles, runs, blends and crops.
     *
     * @param input {@code [3 + S, H, W]}, the image in [0, 1] first, then S guidance channels; any height and width of
     *     at least 1
     * @param progress receives progress, and may cancel the work
     * @return {@code [3, H, W]}, not clamped
     * @throws InvalidModelException if the network takes another number of channels
     * @throws CancelledException if {@code progress} cancels the work
     * @throws SamDeblurException if the network fails
     */
    public Tensor restore(Tensor input, Progress progress) {
        ModelInfo info = loaded.model().info();
        if (input.rank() != 3 || input.dim(0) != info.inputChannels()) {
            throw new InvalidModelException(
                    "network '" + info.name() + "' takes [" + info.inputChannels() + ", H, W], not " + input);
        }
        ImageSize size = new ImageSize(input.dim(1), input.dim(2));
        return call("restore", size, () -> restored(input, size, progress));
    }

    private Tensor restored(Tensor input, ImageSize size, Progress progress) {
        TileGrid grid = TileGrid.of(size, model(), tiling);
        Frame frame = Frame.of(size, grid.padded(), model());
        Tensor padded = size.equals(grid.padded()) ? input : padding.fill(input, frame);
        return run(padded, grid, frame, size, progress);
    }

    /**
     * Returns the description of the deblurring network.
     *
     * @return the description
     */
    public ModelInfo model() {
        return loaded.model().info();
    }

    /**
     * Returns the backend that runs the network.
     *
     * @return its name; {@code custom} for a model passed as an object
     */
    public String backend() {
        return loaded.backendName();
    }

    /**
     * Returns the device that the network runs on.
     *
     * @return never {@link Device#auto()}; the processor for a model passed as an object, whose device is not known
     */
    public Device device() {
        return loaded.device();
    }

    /**
     * Returns the precision that the network is computed in.
     *
     * @return never {@link Precision#AUTO}; 32-bit floats for a model passed as an object, whose precision is not known
     */
    public Precision precision() {
        return loaded.precision();
    }

    /**
     * Checks whether images can be deblurred, for example for a health check: runs the network on a small black image.
     * Does not wait for concurrent calls.
     *
     * @return the runtime and the device that the network runs on; if the network fails or this object is closed, the
     *     problem and no device
     */
    public BackendStatus status() {
        String runtime = loaded.runtime();
        try {
            ImageSize size = new ImageSize(PROBE_SIDE, PROBE_SIDE);
            Tensor black = Tensor.zeros(model().inputChannels(), PROBE_SIDE, PROBE_SIDE);
            lifetime.use(() -> restored(black, size, Progress.NONE));
        } catch (RuntimeException e) {
            return BackendStatus.unavailable(runtime, Reason.of(e));
        }
        BackendStatus status = BackendStatus.available(runtime, List.of(device()));
        return loaded.deviceNote().map(status::withProblem).orElse(status);
    }

    /**
     * Releases the backend and the models that this object loaded. Models passed as objects stay open.
     *
     * @throws IllegalStateException if it is called during a call of this object on the same thread, for example from a
     *     {@link Progress}, because it would wait for itself
     * @throws BackendException if a model or the backend fails to close
     */
    @Override
    public void close() {
        lifetime.end(loaded::close);
    }

    private MaskSet masksFor(Image image, Progress progress) {
        return loaded.model().guidance().channels() == 0 ? MaskSet.empty(image.size()) : segmented(image, progress);
    }

    private MaskSet segmented(Image image, Progress progress) {
        Recorded<SegmentEvent> recorded = Recorded.begin(SegmentEvent::new);
        MaskSet masks = loaded.segmenter().segment(image, progress);
        if (masks == null) {
            throw new InvalidMaskException(
                    "the segmenter returned null; for an image without masks, return MaskSet.empty");
        }
        recorded.end(event -> {
            event.width = image.width();
            event.height = image.height();
            event.masks = masks.size();
        });
        return masks;
    }

    private MaskSet group(MaskSet masks, Progress progress) {
        progress.step(Stage.GROUP, 0, 1);
        if (loaded.model().guidance().channels() == 0) {
            return MaskSet.empty(masks.imageSize());
        }
        return grouping == Grouping.NONE ? masks : loaded.maskTools().group(masks, grouping);
    }

    private void requireUsable(ImageSize size) {
        requireLargeEnough(size);
        requireRoom(size);
        int given = 3 + loaded.model().guidance().channels();
        if (given != model().inputChannels()) {
            throw new InvalidModelException("network '" + model().name() + "' takes " + model().inputChannels()
                    + " channels, an image and its masks give " + given
                    + "; wrap the network with a MapUnit that computes the other channels, or use a network that"
                    + " takes only images");
        }
    }

    private static void requireLargeEnough(ImageSize size) {
        if (Math.min(size.height(), size.width()) < SMALLEST_SIDE) {
            throw new InvalidImageException("an image of " + size + " pixels is too small to deblur; it takes at least "
                    + SMALLEST_SIDE + "×" + SMALLEST_SIDE);
        }
    }

    /** Fails early, before masks are found. */
    private void requireRoom(ImageSize size) {
        ImageSize padded = TileGrid.of(size, model(), tiling).padded();
        long values = (long) padded.height() * padded.width();
        if (values > Tensor.MOST_VALUES / model().inputChannels()) {
            throw new InvalidImageException("an image of " + size + " pixels is too large for the "
                    + model().inputChannels() + " channels of network '" + model().name()
                    + "', which together would exceed 2 GiB; scale the image down");
        }
    }

    private static void requireSameSize(MaskSet masks, ImageSize size) {
        if (!masks.imageSize().equals(size)) {
            throw new InvalidMaskException("the masks are of " + masks.imageSize() + " pixels, the image has " + size);
        }
    }

    private void requireFinite(Tensor output) {
        FloatBuffer values = output.data();
        float[] row = new float[output.dim(2)];
        while (values.hasRemaining()) {
            values.get(row);
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    throw new InvalidModelException("network '" + model().name() + "' returned " + value
                            + "; its weights are damaged or do not belong to it");
                }
            }
        }
    }

    /** Settings for a {@link SamDeblur}. Not safe for use by multiple threads. */
    public static final class Builder {
        Optional<String> backend = Optional.empty();
        BackendOptions options = BackendOptions.DEFAULT;
        Optional<ModelChoice<Segmenter>> segmenter = Optional.empty();
        AutomaticMaskSettings automaticMasks = AutomaticMaskSettings.DEFAULT;
        ModelChoice<DeblurModel> model = new ModelChoice.FromSource<>(ModelSource.embedded());
        DeblurModelOptions modelOptions = DeblurModelOptions.DEFAULT;
        Optional<Grouping> grouping = Optional.empty();
        Tiling tiling = Tiling.auto();
        Optional<Padding> padding = Optional.empty();
        int concurrentCalls = Integer.MAX_VALUE;
        double strength = 1;
        Guard guard = Guard.REPORT;

        private Builder() {}

        /**
         * Sets the backend. By default, the system property {@value Backends#PROPERTY} names it; without the property,
         * it is the available backend of highest priority that supports the model.
         *
         * @param name such as {@code onnx}
         * @return this
         */
        public Builder backend(String name) {
            this.backend = Optional.of(name);
            return this;
        }

        /**
         * Sets the device, the number of threads and the precision at once.
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
         * Limits the number of processor threads that the network uses.
         *
         * @param count at least 1; by default, the runtime decides
         * @return this
         * @throws IllegalArgumentException if the count is below 1
         */
        public Builder threads(int count) {
            options = options.withThreads(count);
            return this;
        }

        /**
         * Sets the precision that networks are computed in. Lower precisions are faster on devices that support them,
         * and change outputs slightly.
         *
         * @param precision {@link Precision#FLOAT32} by default; if the backend does not support it on the device,
         *     {@link #build} fails
         * @return this
         */
        public Builder precision(Precision precision) {
            options = options.withPrecision(precision);
            return this;
        }

        /**
         * Sets the segmentation network that finds masks.
         *
         * @param source the source of the network
         * @return this
         */
        public Builder segmenter(ModelSource source) {
            this.segmenter = Optional.of(new ModelChoice.FromSource<>(Objects.requireNonNull(source, "source")));
            return this;
        }

        /**
         * Sets how a segmentation network finds all masks of an image. Ignored if the segmenter is not such a network.
         *
         * @param settings {@link AutomaticMaskSettings#DEFAULT} by default
         * @return this
         */
        public Builder automaticMasks(AutomaticMaskSettings settings) {
            this.automaticMasks = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Sets the segmenter that finds masks.
         *
         * @param segmenter stays owned by the caller
         * @return this
         */
        public Builder segmenter(Segmenter segmenter) {
            this.segmenter = Optional.of(new ModelChoice.Given<>(Objects.requireNonNull(segmenter, "segmenter")));
            return this;
        }

        /**
         * Sets the deblurring network.
         *
         * @param source {@link ModelSource#embedded()} by default
         * @return this
         */
        public Builder deblurModel(ModelSource source) {
            this.model = new ModelChoice.FromSource<>(Objects.requireNonNull(source, "source"));
            return this;
        }

        /**
         * Sets a deblurring network that is already loaded.
         *
         * @param model the network, for example with a MAP unit from {@link MapUnit#wrap}; stays owned by the caller
         * @return this
         */
        public Builder deblurModel(DeblurModel model) {
            this.model = new ModelChoice.Given<>(Objects.requireNonNull(model, "model"));
            return this;
        }

        /**
         * Sets how the deblurring network is loaded.
         *
         * @param options {@link DeblurModelOptions#DEFAULT} by default
         * @return this
         */
        public Builder modelOptions(DeblurModelOptions options) {
            this.modelOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets how masks are grouped before features are averaged over them.
         *
         * @param grouping by default {@link MaskGuidance#grouping} of the network's guidance, which is {@link
         *     Grouping#OVERLAY} for MAP units
         * @return this
         */
        public Builder grouping(Grouping grouping) {
            this.grouping = Optional.of(grouping);
            return this;
        }

        /**
         * Sets how large images are cut into tiles.
         *
         * @param tiling {@link Tiling#auto()} by default
         * @return this
         */
        public Builder tiling(Tiling tiling) {
            this.tiling = Objects.requireNonNull(tiling, "tiling");
            return this;
        }

        /**
         * Sets how an image is padded to a size that the network takes.
         *
         * @param padding by default {@link ModelInfo#padding} of the network: zeros for most published networks, as in
         *     their code, and reflection for the embedded networks and those trained by this library
         * @return this
         */
        public Builder padding(Padding padding) {
            this.padding = Optional.of(padding);
            return this;
        }

        /**
         * Limits how many calls of {@link #deblur}, {@link #segment} and {@link #restore} run at the same time. Further
         * calls wait in the order in which they came, so that memory depends on the limit instead of the number of
         * callers. A thread that is interrupted while it waits gets a {@link CancelledException}.
         *
         * @param limit at least 1; not limited by default
         * @return this
         * @throws IllegalArgumentException if the limit is below 1
         */
        public Builder concurrentCalls(int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("at least 1 call must be allowed at a time, not " + limit);
            }
            concurrentCalls = limit;
            return this;
        }

        /**
         * Sets the weight of the network's output in the result: {@code input + strength · (output − input)}, computed
         * on samples as the image stores them. A lower strength keeps more of the blur and of the noise. {@link
         * DeblurResult#networkOutput()} and {@link SamDeblur#restore} are not affected.
         *
         * @param value from 0 for the input to 1, the default, for the network's output
         * @return this
         * @throws IllegalArgumentException if the value is not in [0, 1]
         */
        public Builder strength(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a strength is a number from 0 to 1, not " + value);
            }
            this.strength = value;
            return this;
        }

        /**
         * Sets how to treat regions in which the network has collapsed. {@link DeblurResult#networkOutput()} and {@link
         * SamDeblur#restore} are not affected.
         *
         * @param value {@link Guard#REPORT} by default
         * @return this
         */
        public Builder guard(Guard value) {
            this.guard = Objects.requireNonNull(value, "guard");
            return this;
        }

        /**
         * Selects the backend and loads the models.
         *
         * @return a new object, owned by the caller
         * @throws BackendException if no backend supports the model, or the device is not available
         * @throws InvalidModelException if a model cannot be loaded, or needs masks in an unknown form
         */
        public SamDeblur build() {
            return new SamDeblurSettings(this).open();
        }

        /**
         * Returns the settings, which can be stored or sent to another process. Loads nothing.
         *
         * @return the settings; later changes to this builder do not affect them
         * @throws SamDeblurException if a network or segmenter was passed as an object that is not {@link
         *     java.io.Serializable}; {@link Segmenter#none} is serializable
         */
        public SamDeblurSettings settings() {
            return new SamDeblurSettings(this).requireSerializable();
        }
    }
}
