package org.samdeblur.cli.segmenter;

import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Backend;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;
import org.samdeblur.cli.options.RuntimeOptions;
import org.samdeblur.map.segment.GraphSegmenter;

/** What finds the masks. */
public sealed interface SegmenterChoice {
    /**
     * The segmenter that needs no weights.
     *
     * @param segmenter with its settings
     */
    record Graph(GraphSegmenter segmenter) implements SegmenterChoice {
        @Override
        public void applyTo(SamDeblur.Builder builder) {
            builder.segmenter(segmenter);
        }

        @Override
        public Segmenter open(RuntimeOptions runtime) {
            return segmenter;
        }
    }

    /** No masks. */
    record None() implements SegmenterChoice {
        @Override
        public void applyTo(SamDeblur.Builder builder) {
            builder.segmenter(Segmenter.none());
        }

        @Override
        public Segmenter open(RuntimeOptions runtime) {
            return Segmenter.none();
        }
    }

    /**
     * A segmentation network.
     *
     * @param source its file or files
     * @param settings how it finds all masks of an image
     */
    record Network(ModelSource source, AutomaticMaskSettings settings) implements SegmenterChoice {
        @Override
        public void applyTo(SamDeblur.Builder builder) {
            builder.segmenter(source).automaticMasks(settings);
        }

        @Override
        public OnBackend open(RuntimeOptions runtime) {
            Backend backend = runtime.open(source);
            try {
                return new OnBackend(backend, backend.loadSegmenter(source, settings));
            } catch (RuntimeException | Error e) {
                backend.close();
                throw e;
            }
        }
    }

    /**
     * Returns the default grouping of its masks for training. Grey codes distinguish at most 255 masks.
     *
     * @return the grouping
     */
    default Grouping usualGrouping() {
        return this instanceof Network ? Grouping.PUBLISHED : Grouping.OVERLAY;
    }

    /**
     * Sets the segmenter of a pipeline.
     *
     * @param builder the builder to set it in
     */
    void applyTo(SamDeblur.Builder builder);

    /**
     * Loads the segmenter for use without a pipeline.
     *
     * @param runtime the runtime of a network
     * @return the segmenter, owned by the caller
     */
    Segmenter open(RuntimeOptions runtime);

    /**
     * A network that closes its backend when it is closed.
     *
     * @param backend the backend
     * @param network the network
     */
    record OnBackend(Backend backend, Segmenter network) implements Segmenter {
        @Override
        public MaskSet segment(Image image, Progress progress) {
            return network.segment(image, progress);
        }

        @Override
        public void close() {
            try {
                network.close();
            } finally {
                backend.close();
            }
        }
    }
}
