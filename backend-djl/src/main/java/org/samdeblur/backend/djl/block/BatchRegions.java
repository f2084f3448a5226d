package org.samdeblur.backend.djl.block;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * Collects the regions of a batch of images: the pixels of each mask, and those that no mask covers. Empty regions are
 * omitted.
 */
final class BatchRegions {
    private final int pixelsEach;
    private int[] members;
    private int size;
    private int[] ends = new int[64];
    private int regions;

    private BatchRegions(int images, int pixelsEach) {
        this.pixelsEach = pixelsEach;
        members = new int[Math.multiplyExact(images, pixelsEach)];
    }

    /**
     * Returns the pixels of each region. Pixels are numbered through the whole batch, row by row and image by image.
     */
    static Memberships of(List<MaskSet> masks, int pixelsEach) {
        BatchRegions collected = new BatchRegions(masks.size(), pixelsEach);
        for (int image = 0; image < masks.size(); image++) {
            collected.add(masks.get(image), image * pixelsEach);
        }
        return new Memberships(
                Arrays.copyOf(collected.members, collected.size), Arrays.copyOf(collected.ends, collected.regions));
    }

    private void add(MaskSet masks, int first) {
        Optional<LabelMap> labels = masks.labels();
        if (labels.isPresent()) {
            addDisjoint(labels.get(), masks.size() + 1, first);
        } else {
            addOverlapping(masks, first);
        }
    }

    private void addDisjoint(LabelMap labels, int count, int first) {
        int[] sizes = new int[count];
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            sizes[labels.at(pixel) - MaskSet.UNCOVERED]++;
        }
        int[] next = new int[count];
        for (int region = 0; region < count; region++) {
            next[region] = size;
            size += sizes[region];
            endRegion(sizes[region]);
        }
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            members[next[labels.at(pixel) - MaskSet.UNCOVERED]++] = first + pixel;
        }
    }

    private void addOverlapping(MaskSet masks, int first) {
        boolean[] covered = new boolean[pixelsEach];
        for (Mask mask : masks.masks()) {
            int area = mask.area();
            if (size + area > members.length) {
                members = Arrays.copyOf(members, Math.max(2 * members.length, size + area));
            }
            mask.forEachRun((from, to) -> {
                Arrays.fill(covered, from, to, true);
                for (int pixel = from; pixel < to; pixel++) {
                    members[size++] = first + pixel;
                }
            });
            endRegion(area);
        }
        members = Arrays.copyOf(members, Math.max(members.length, size + pixelsEach));
        int before = size;
        for (int pixel = 0; pixel < pixelsEach; pixel++) {
            if (!covered[pixel]) {
                members[size++] = first + pixel;
            }
        }
        endRegion(size - before);
    }

    private void endRegion(int area) {
        if (area == 0) {
            return;
        }
        ends = regions == ends.length ? Arrays.copyOf(ends, 2 * regions) : ends;
        ends[regions++] = size;
    }
}
