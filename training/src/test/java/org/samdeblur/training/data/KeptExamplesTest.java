package org.samdeblur.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;

class KeptExamplesTest {
    private final List<Integer> read = new ArrayList<>();

    private Example read(int number) {
        read.add(number);
        Image image = TestData.places(10, 10, number);
        return new Example(Path.of(number + ".png"), image, image, TestData.disjoint());
    }

    /** An example of 10 by 10 pixels takes 100 · (3 + 8) bytes. */
    @Test
    void recentlyUsedExamplesAreCached() {
        KeptExamples examples = new KeptExamples(this::read, 2 * 1100);

        for (int number : new int[] {0, 1, 0, 2, 0, 1, 1}) {
            assertEquals(number + ".png", examples.get(number).file().toString());
        }

        assertEquals(List.of(0, 1, 2, 1), read);
    }

    @Test
    void anExampleLargerThanTheCacheIsStillRead() {
        KeptExamples examples = new KeptExamples(this::read, 10);

        examples.get(0);
        examples.get(1);
        examples.get(0);

        assertEquals(List.of(0, 1, 0), read);
    }
}
