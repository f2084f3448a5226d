package org.samdeblur.examples.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

class HumanSegmentationsTest {
    @TempDir
    Path folder;

    @Test
    void readsTheRegionsOfEveryPerson() throws IOException {
        Cell people = Mat5.newCell(1, 2);
        people.set(0, Mat5.newStruct().set("Segmentation", labels(new int[][] {{1, 1, 2}, {3, 3, 2}})));
        people.set(1, Mat5.newStruct().set("Segmentation", labels(new int[][] {{1, 1, 1}, {1, 1, 1}})));
        Path file = folder.resolve("image.mat");
        Mat5.writeToFile(Mat5.newMatFile().addArray("groundTruth", people), file.toFile());

        assertEquals(
                List.of(
                        MaskSet.ofLabels(new ImageSize(2, 3), new int[] {0, 0, 1, 2, 2, 1}),
                        MaskSet.ofLabels(new ImageSize(2, 3), new int[] {0, 0, 0, 0, 0, 0})),
                HumanSegmentations.read(file));
    }

    private static Matrix labels(int[][] rows) {
        Matrix labels = Mat5.newMatrix(rows.length, rows[0].length, MatlabType.UInt16);
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                labels.setInt(y, x, rows[y][x]);
            }
        }
        return labels;
    }
}
