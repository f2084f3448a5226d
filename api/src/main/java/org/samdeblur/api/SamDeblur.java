package org.samdeblur.api;

import java.util.OptionalInt;
import java.util.Optional;

/**
 * Deblurs photographs with the help of masks: segment, group, average image features over the masks, run the network
 * tile by tile, blend, clamp.
 *
 * <pre>{@code
 * try (SamDeblur deblur = SamDeblur.builder().build()) {
 *     DeblurResult result = deblur.deblur(Image.read(Path.of("blurry.jpg")));
 *     result.image().write(Path.of("sharp.png"));
 * }
 * }</pre>
 *
 * <p>One object may be used by many threads at once. Closing it is idempotent; using it afterwards is an
 * {@link IllegalStateException}.
 */
public final class SamDeblur implements AutoCloseable {
    private SamDeblur() {}

    public static Builder builder() {
        return new Builder();
    }

    public DeblurResult deblur(Image image) { return null; }
    public DeblurResult deblur(Image image, Progress progress) { return null; }
    public DeblurResult deblur(Image image, MaskSet masks) { return null; }
    public DeblurResult deblur(Image image, MaskSet masks, Progress progress) { return null; }
    /** masks as the segmenter finds them, before grouping. */
    public MaskSet segment(Image image, Progress progress) { return null; }
    /** input [C+S,H,W] any size: pads, tiles, runs, crops; unclamped [3,H,W]. */
    public Tensor restore(Tensor input, Progress progress) { return null; }
    public ModelInfo model() { return null; }
    public String backend() { return null; }
    public Device device() { return null; }

    @Override
    public void close() {}

    public static final class Builder {
        private Builder() {}

        public Builder backend(String name) { return this; }
        public Builder device(Device device) { return this; }
        public Builder threads(int threads) { return this; }
        public Builder segmenter(ModelSource source) { return this; }
        public Builder segmenter(Segmenter segmenter) { return this; }
        public Builder deblurModel(ModelSource source) { return this; }
        public Builder deblurModel(DeblurModel model) { return this; }
        public Builder options(DeblurModelOptions options) { return this; }
        public Builder grouping(Grouping grouping) { return this; }
        public Builder tiling(Tiling tiling) { return this; }
        public Builder padding(Padding padding) { return this; }
        public SamDeblur build() { return null; }
    }
}
