package org.samdeblur.examples.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** Reads how people have segmented an image, in the form of BSDS500: {@code groundTruth{1, k}.Segmentation}, labels from 1. */
final class HumanSegmentations {
    private HumanSegmentations() {}

    /** The regions of every person; they do not overlap and cover the image. */
    static List<MaskSet> read(Path matlabFile) throws IOException {
        List<MaskSet> people = new ArrayList<>();
        try (MatFile content = Mat5.readFromFile(matlabFile.toFile())) {
            Cell cells = content.getCell("groundTruth");
            for (int person = 0; person < cells.getNumElements(); person++) {
                people.add(regions(cells.getStruct(person).getMatrix("Segmentation")));
            }
        }
        return people;
    }

    private static MaskSet regions(Matrix segmentation) {
        int height = segmentation.getNumRows();
        int width = segmentation.getNumCols();
        int[] labels = new int[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                labels[y * width + x] = segmentation.getInt(y, x) - 1;
            }
        }
        return MaskSet.ofLabels(new ImageSize(height, width), labels);
    }
}
