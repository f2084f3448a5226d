package org.samdeblur.training.data;

import java.util.Arrays;
import java.util.Optional;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * Masks of parts of images. Masks keep their order and their grey codes. Of disjoint masks, empty ones after the last
 * mask with pixels are dropped.
 */
final class MaskParts {
    private MaskParts() {}

    /** Cuts masks like an image: label maps row by row, overlapping masks run by run. */
    static MaskSet cut(MaskSet masks, Box part) {
        ImageSize size = new ImageSize(part.height(), part.width());
        Optional<LabelMap> labels = masks.labels();
        if (labels.isPresent()) {
            return ofLabels(masks, size, cut(labels.get(), part));
        }
        return MaskSet.of(
                size, masks.masks().stream().map(mask -> cut(mask, part)).toList());
    }

    /** Creates a mask set from labels of the masks in another set. */
    static MaskSet ofLabels(MaskSet origin, ImageSize size, int[] labels) {
        boolean isCoded = origin.size() > 0 && origin.greyCode(0).isPresent();
        if (!isCoded) {
            return MaskSet.ofLabels(size, labels);
        }
        int[] codes = Arrays.stream(labels)
                .map(label ->
                        label == MaskSet.UNCOVERED ? 0 : origin.greyCode(label).getAsInt())
                .toArray();
        return MaskSet.ofGreyCodes(size, codes);
    }

    private static int[] cut(LabelMap labels, Box part) {
        int[] cut = new int[part.height() * part.width()];
        for (int y = 0; y < part.height(); y++) {
            int from = (part.y() + y) * labels.size().width() + part.x();
            labels.copy(from, cut, y * part.width(), part.width());
        }
        return cut;
    }

    private static Mask cut(Mask mask, Box part) {
        RunsOfPart runs = new RunsOfPart(mask.width(), part);
        mask.forEachRun(runs);
        return Mask.ofRuns(new ImageSize(part.height(), part.width()), Arrays.copyOf(runs.counts, runs.size));
    }

    /** Collects the portion of each run within the part. */
    private static final class RunsOfPart implements Mask.RunVisitor {
        private final int width;
        private final Box part;
        private int[] counts = new int[32];
        private int size;
        private int end;

        RunsOfPart(int width, Box part) {
            this.width = width;
            this.part = part;
        }

        @Override
        public void run(int from, int to) {
            int first = Math.max(from / width, part.y());
            int last = Math.min((to - 1) / width, part.y() + part.height() - 1);
            for (int y = first; y <= last; y++) {
                int left = Math.max(Math.max(from - y * width, 0), part.x()) - part.x();
                int right = Math.min(Math.min(to - y * width, width), part.x() + part.width()) - part.x();
                if (left < right) {
                    int row = (y - part.y()) * part.width();
                    add(row + left, row + right);
                }
            }
        }

        private void add(int from, int to) {
            counts = size + 2 > counts.length ? Arrays.copyOf(counts, 2 * counts.length) : counts;
            counts[size++] = from - end;
            counts[size++] = to - from;
            end = to;
        }
    }
}
