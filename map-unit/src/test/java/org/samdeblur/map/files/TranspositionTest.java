package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;

/** Column by column, and as text. */
class TranspositionTest {
    @Property
    void agreesWithTheTransposedDenseMask(
            @ForAll @IntRange(min = 1, max = 15) int height,
            @ForAll @IntRange(min = 1, max = 15) int width,
            @ForAll @IntRange(max = 100) int percentInside,
            @ForAll long seed) {
        Random random = new Random(seed);
        boolean[] rows = new boolean[height * width];
        boolean[] columns = new boolean[height * width];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(100) < percentInside;
            columns[i % width * height + i / width] = rows[i];
        }

        int[] transposed = Transposition.transpose(
                Mask.of(new ImageSize(height, width), rows).counts(), width, height, MaskLimits.none());

        assertEquals(
                Mask.of(new ImageSize(width, height), columns), Mask.ofRuns(new ImageSize(width, height), transposed));
    }

    @Test
    void aLastRunOutsideMakesNoDifference() {
        assertArrayEquals(
                Transposition.transpose(new int[] {1, 2}, 3, 2, MaskLimits.none()),
                Transposition.transpose(new int[] {1, 2, 3}, 3, 2, MaskLimits.none()));
    }

    /** Worked out by hand from the definition: five bits a character, lowest first. */
    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "15, ?", "16, `0", "31, o0", "100, T3", "2147483647, oooooo1"})
    void numbersAreWrittenFiveBitsACharacter(int count, String text) throws IOException {
        assertEquals(text, CompressedCounts.encode(new int[] {count}));
        assertArrayEquals(new int[] {count}, CompressedCounts.decode(text));
    }

    @Test
    void fromTheFourthOnDifferencesAreWritten() {
        assertEquals("1231O0", CompressedCounts.encode(new int[] {1, 2, 3, 3, 2, 3}));
    }

    @Property
    void textAndNumbersAreTheSame(@ForAll List<@IntRange(max = 150_000_000) Integer> numbers) throws IOException {
        int[] counts = numbers.stream().mapToInt(Integer::intValue).toArray();

        assertArrayEquals(counts, CompressedCounts.decode(CompressedCounts.encode(counts)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T", "5 5", "\u00e4", "O", "oooooooooooooooo", "1230O0OOOOO"})
    void damagedTextIsRefused(String text) {
        assertThrows(IOException.class, () -> CompressedCounts.decode(text));
    }
}
