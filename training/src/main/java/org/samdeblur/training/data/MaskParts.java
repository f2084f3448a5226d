package org.samdeblur.training.data;

import java.util.Arrays;
import java.util.Optional;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * Masks of parts of images. Every mask keeps its place among the others, and its grey code if it has one; where masks are
 * disjoint, empty ones behind the last that is not are left out.
 */
final class MaskParts {
    private MaskParts() {}

    /** Cuts masks as an image is cut; label maps row by row, masks that overlap run by run. */
    static MaskSet cut(MaskSet masks, Box part) {
        ImageSize size = new ImageSize(part.height(), part.width());
        Optional<LabelMap> labels = masks.labels();
        if (labels.isPresent()) {
            return ofLabels(masks, size, cut(labels.get(), part));
        }
        return MaskSet.of(
                size, masks.masks().stream().map(mask -> cut(mask, part)).toList());
    }

    /** Makes a set of labels of another set's masks. */
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

    /** Collects what of each run lies within the part. */
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
