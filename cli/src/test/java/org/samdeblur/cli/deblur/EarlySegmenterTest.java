package org.samdeblur.cli.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidImageException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;

class EarlySegmenterTest {
    private final AtomicInteger calls = new AtomicInteger();

    private static Image image(int width) {
        return Image.ofRgb(new ImageSize(4, width), new byte[3 * 4 * width]);
    }

    private MaskSet oneMask(Image image, Progress progress) {
        calls.incrementAndGet();
        return MaskSet.ofLabels(image.size(), new int[image.height() * image.width()]);
    }

    @Test
    void masksThatWereBegunAreNotFoundTwice() {
        EarlySegmenter early = new EarlySegmenter(this::oneMask);
        Image image = image(5);

        early.begin(image);

        assertEquals(oneMask(image, Progress.NONE), early.segment(image, Progress.NONE));
        assertEquals(2, calls.get());
    }

    @Test
    void otherImagesAreSegmentedWhenTheyCome() {
        EarlySegmenter early = new EarlySegmenter(this::oneMask);
        early.begin(image(5));

        assertEquals(1, early.segment(image(6), Progress.NONE).size());
        assertEquals(6, early.segment(image(6), Progress.NONE).width());
    }

    @Test
    void aFailureShowsWhenTheMasksAreAskedFor() {
        EarlySegmenter early = new EarlySegmenter((image, progress) -> {
            throw new InvalidImageException("too plain");
        });
        Image image = image(5);

        early.begin(image);

        assertEquals(
                "too plain",
                assertThrows(InvalidImageException.class, () -> early.segment(image, Progress.NONE))
                        .getMessage());
    }
}
