package org.samdeblur.evaluation.blur;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

class MotionBlurTest {
    private static final int HEIGHT = 40;
    private static final int WIDTH = 52;

    private static BlurSettings shake(double shortest, double longest) {
        return new BlurSettings(
                new Trajectories(shortest, longest, 1, 0.5),
                new SceneMotion(0, 0, 0),
                new Exposure(1, Response.USUAL, 0));
    }

    private static Tensor pattern(int height, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put((float) random.nextDouble());
                    }
                },
                3,
                height,
                width);
    }

    private static Tensor constant(float value) {
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(value);
                    }
                },
                3,
                HEIGHT,
                WIDTH);
    }

    /** Black above, white below, aslant. */
    private static Tensor edge() {
        return Tensor.create(
                values -> {
                    for (int i = 0; values.hasRemaining(); i++) {
                        values.put(i / WIDTH % HEIGHT + i % WIDTH < (HEIGHT + WIDTH) / 2 ? 0 : 1);
                    }
                },
                3,
                HEIGHT,
                WIDTH);
    }

    private static MaskSet nothing() {
        return MaskSet.empty(new ImageSize(HEIGHT, WIDTH));
    }

    /** A thing of 16 by 20 pixels in the middle. */
    private static MaskSet thing() {
        boolean[] inside = new boolean[HEIGHT * WIDTH];
        for (int y = 12; y < 28; y++) {
            for (int x = 16; x < 36; x++) {
                inside[y * WIDTH + x] = true;
            }
        }
        return MaskSet.of(new ImageSize(HEIGHT, WIDTH), List.of(Mask.of(new ImageSize(HEIGHT, WIDTH), inside)));
    }

    private static Tensor thingOnly(MaskSet things) {
        boolean[] inside = things.masks().get(0).toDense();
        return Tensor.create(
                values -> {
                    for (int i = 0; i < 3 * inside.length; i++) {
                        values.put(inside[i % inside.length] ? 1 : 0);
                    }
                },
                3,
                HEIGHT,
                WIDTH);
    }

    private static double sum(Tensor image) {
        double sum = 0;
        for (float value : image.toArray()) {
            sum += value;
        }
        return sum;
    }

    private static double light(Tensor image) {
        double sum = 0;
        for (float value : image.toArray()) {
            sum += Math.pow(value, 2.2);
        }
        return sum;
    }

    private static double distance(Tensor a, Tensor b) {
        float[] ours = a.toArray();
        float[] theirs = b.toArray();
        double sum = 0;
        for (int i = 0; i < ours.length; i++) {
            sum += (ours[i] - theirs[i]) * (ours[i] - theirs[i]);
        }
        return Math.sqrt(sum / ours.length);
    }

    @Property(tries = 20)
    void trajectoriesWithoutLengthChangeNothing(@ForAll long seed) {
        Tensor sharp = pattern(HEIGHT, WIDTH, seed);

        Tensor blurred = new MotionBlur(new BlurSettings(
                        new Trajectories(0, 0, 1, 1), new SceneMotion(0, 1, 0), new Exposure(1, Response.USUAL, 0)))
                .blur(sharp, thing(), seed);

        assertArrayEquals(sharp.toArray(), blurred.toArray(), 1e-6f);
    }

    @Property(tries = 20)
    void unblurredImagesAreTheSharpOnes(@ForAll long seed) {
        Tensor sharp = pattern(HEIGHT, WIDTH, seed);

        assertEquals(
                sharp,
                new MotionBlur(new BlurSettings(
                                new Trajectories(5, 20, 1, 1),
                                new SceneMotion(1, 1, 0),
                                new Exposure(1, Response.USUAL, 0)))
                        .blur(sharp, thing(), seed));
    }

    @Property(tries = 20)
    void aConstantImageStaysAsItIsWhateverMoves(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 30) double length) {
        Tensor sharp = constant(0.3f);

        Tensor blurred = new MotionBlur(new BlurSettings(
                        new Trajectories(length, length, 1, 1),
                        new SceneMotion(0, 1, 0),
                        new Exposure(1, Response.USUAL, 0)))
                .blur(sharp, thing(), seed);

        assertArrayEquals(sharp.toArray(), blurred.toArray(), 1e-5f);
    }

    @Property(tries = 20)
    void lightIsSpreadButNotLost(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 11) double length) {
        Tensor sharp = thingOnly(thing());

        Tensor blurred = new MotionBlur(shake(length, length)).blur(sharp, nothing(), seed);

        assertEquals(light(sharp), light(blurred), 1e-4 * light(sharp));
    }

    /** On an image of zeros and ones light and stored values are the same before the blur, so that one of the sums is kept. */
    @Property(tries = 20)
    void withoutLinearLightTheStoredValuesAreSpread(
            @ForAll long seed, @ForAll @DoubleRange(min = 2, max = 11) double length) {
        Tensor sharp = thingOnly(thing());

        Tensor blurred = new MotionBlur(new BlurSettings(
                        new Trajectories(length, length, 1, 0.5),
                        new SceneMotion(0, 0, 0),
                        new Exposure(0, Response.USUAL, 0)))
                .blur(sharp, nothing(), seed);

        assertEquals(sum(sharp), sum(blurred), 1e-4 * sum(sharp));
        assertTrue(light(blurred) < 0.99 * light(sharp));
    }

    @Property(tries = 20)
    void theSameSeedGivesTheSameBlurAndAnotherAnother(@ForAll @IntRange(max = 1 << 20) int seed) {
        Tensor sharp = pattern(HEIGHT, WIDTH, 1);
        MotionBlur blur = new MotionBlur(new BlurSettings(
                new Trajectories(4, 12, 1, 1), new SceneMotion(0, 1, 0), new Exposure(1, Response.USUAL, 0.01)));

        Tensor blurred = blur.blur(sharp, thing(), seed);

        assertEquals(blurred, blur.blur(sharp, thing(), seed));
        assertNotEquals(blurred, blur.blur(sharp, thing(), seed + 1));
    }

    @Property(tries = 20)
    void aPartWithItsMarginIsBlurredAsInTheWholeImage(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 12) double longest) {
        int size = 64;
        MotionBlur blur = new MotionBlur(new BlurSettings(
                new Trajectories(0, longest, 1, 3), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0)));
        int reach = blur.reach();
        Tensor sharp = pattern(size, size, seed);
        int side = 20 + 2 * reach;
        Tensor part = Tensor.create(
                values -> {
                    for (int i = 0; i < 3 * side * side; i++) {
                        values.put(sharp.get(i / (side * side), 1 + i / side % side, 2 + i % side));
                    }
                },
                3,
                side,
                side);

        Tensor whole = blur.blur(sharp, MaskSet.empty(new ImageSize(size, size)), seed);
        Tensor own = blur.blur(part, MaskSet.empty(new ImageSize(side, side)), seed);

        for (int y = reach; y < side - reach; y++) {
            for (int x = reach; x < side - reach; x++) {
                assertEquals(whole.get(1, y + 1, x + 2), own.get(1, y, x), 0f, "(" + x + ", " + y + ")");
            }
        }
    }

    @Property(tries = 20)
    void longerTrajectoriesBlurMore(@ForAll long seed) {
        Tensor sharp = pattern(HEIGHT, WIDTH, seed);
        List<Double> distances = new ArrayList<>();
        for (double length : new double[] {0.25, 1, 8}) {
            distances.add(distance(sharp, new MotionBlur(shake(length, length)).blur(sharp, nothing(), seed)));
        }

        assertEquals(distances.stream().sorted().toList(), distances);
    }

    /** Blur of less than a pixel is blur, too: trajectories lie between pixels. */
    @Test
    void partsOfAPixelCount() {
        Tensor sharp = pattern(HEIGHT, WIDTH, 3);

        assertTrue(distance(sharp, new MotionBlur(shake(0.25, 0.25)).blur(sharp, nothing(), 1)) > 0.01);
    }

    @Test
    void aMovingObjectIsBlurredDifferentlyAndHasSoftEdges() {
        Tensor sharp = thingOnly(thing());
        MotionBlur still = new MotionBlur(new BlurSettings(
                new Trajectories(8, 8, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0)));
        MotionBlur moving = new MotionBlur(new BlurSettings(
                new Trajectories(8, 8, 1, 0), new SceneMotion(0, 1, 0), new Exposure(1, Response.USUAL, 0)));

        Tensor blurred = moving.blur(sharp, thing(), 7);

        assertTrue(distance(still.blur(sharp, thing(), 7), blurred) > 0.01);
        assertEquals(1, blurred.get(0, 20, 26), 1e-5);
        assertEquals(0, blurred.get(0, 2, 2), 1e-5);
        float[] values = blurred.toArray();
        int soft = 0;
        for (float value : values) {
            soft += value > 0.05 && value < 0.95 ? 1 : 0;
        }
        assertTrue(soft > 100, soft + " samples between thing and ground");
    }

    @Test
    void theShareOfUnblurredImagesIsTheRequestedOne() {
        Tensor sharp = pattern(8, 8, 3);
        MotionBlur blur = new MotionBlur(new BlurSettings(
                new Trajectories(4, 8, 1, 0), new SceneMotion(0.25, 0, 0), new Exposure(1, Response.USUAL, 0)));
        int unblurred = 0;
        for (int seed = 0; seed < 1000; seed++) {
            unblurred += sharp.equals(blur.blur(sharp, MaskSet.empty(new ImageSize(8, 8)), seed)) ? 1 : 0;
        }

        // four standard deviations of the binomial distribution
        assertEquals(250, unblurred, 55);
    }

    @Property(tries = 20)
    void withoutTurnsAndJoltsPointsGoAlongALine(@ForAll long seed) {
        Trajectory way = Trajectory.draw(new Trajectories(9, 9, 0, 0), new SplittableRandom(seed));

        int last = way.x().length - 1;
        double across = Math.hypot(way.x()[last] - way.x()[0], way.y()[last] - way.y()[0]);
        for (int i = 0; i <= last; i++) {
            double area = (way.x()[i] - way.x()[0]) * (way.y()[last] - way.y()[0])
                    - (way.y()[i] - way.y()[0]) * (way.x()[last] - way.x()[0]);
            assertEquals(0, area / across, 1e-9, "distance from the line");
        }
    }

    /** So that the sharp image is that of the middle of the exposure. */
    @Property(tries = 20)
    void aPathIsCentredOnItsPositionAtHalfTime(@ForAll long seed) {
        Trajectory way = Trajectory.draw(new Trajectories(9, 9, 1, 3), new SplittableRandom(seed));

        int middle = way.x().length / 2;
        assertEquals(0, way.x()[middle - 1] + way.x()[middle], 1e-9);
        assertEquals(0, way.y()[middle - 1] + way.y()[middle], 1e-9);
    }

    /** On average: a path that hardly crosses the edge may blur more when it is shortened to parts of a pixel. */
    @Test
    void farPartsAreBlurredLess() {
        Tensor edge = edge();
        BlurSettings flat = new BlurSettings(
                new Trajectories(8, 8, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0));
        BlurSettings deep = new BlurSettings(flat.trajectories(), new SceneMotion(0, 0, 1), flat.exposure());

        double evenly = 0;
        double byDepth = 0;
        for (int seed = 0; seed < 200; seed++) {
            evenly += distance(edge, new MotionBlur(flat).blur(edge, nothing(), seed));
            byDepth += distance(edge, new MotionBlur(deep).blur(edge, nothing(), seed));
        }

        assertTrue(byDepth < 0.9 * evenly, byDepth + " < 0.9 · " + evenly);
    }

    /** The more a response is bent, the further up among the samples is the mean of light. */
    @Property(tries = 20)
    void theHigherGammaTheBrighterTheBlur(@ForAll long seed) {
        assertEverBrighter(seed, new Response.Power(1), Response.USUAL, new Response.Power(4));
    }

    @Property(tries = 20)
    void theMoreStopsTheBrighterTheBlur(@ForAll long seed) {
        assertEverBrighter(
                seed, new Response.Logarithmic(4), new Response.Logarithmic(8), new Response.Logarithmic(12));
    }

    private static void assertEverBrighter(long seed, Response... responses) {
        Tensor sharp = pattern(HEIGHT, WIDTH, seed);
        List<Double> sums = Arrays.stream(responses)
                .map(response -> new BlurSettings(
                        new Trajectories(6, 6, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, response, 0)))
                .map(settings -> sum(new MotionBlur(settings).blur(sharp, nothing(), seed)))
                .toList();

        assertEquals(sums.stream().sorted().distinct().toList(), sums);
    }

    @Test
    void noiseHasTheRequestedDeviation() {
        Tensor sharp = constant(0.5f);

        Tensor noisy = new MotionBlur(new BlurSettings(
                        new Trajectories(0, 0, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0.02)))
                .blur(sharp, nothing(), 11);

        assertEquals(0.02, distance(sharp, noisy), 0.001);
    }

    @Test
    void eightBitImagesWithoutMotionStayTheSame() {
        Image sharp = Image.of(pattern(HEIGHT, WIDTH, 5));

        assertArrayEquals(
                sharp.toRgb(),
                new MotionBlur(shake(0, 0)).blur(sharp, nothing(), 1).toRgb());
    }

    @Test
    void masksOfAnotherSizeAreRefused() {
        InvalidMaskException e = assertThrows(
                InvalidMaskException.class,
                () -> new MotionBlur(shake(0, 1)).blur(constant(0), MaskSet.empty(new ImageSize(3, 4)), 1));

        assertEquals("masks of 4×3 pixels do not fit an image of 52×40", e.getMessage());
    }

    /** What noise has brought beyond the range is not blurred again unawares. */
    @Test
    void valuesBeyondTheRangeAreRefused() {
        MotionBlur blur = new MotionBlur(shake(0, 1));

        for (float value : new float[] {-0.01f, 1.01f, Float.NaN}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> blur.blur(constant(value), nothing(), 1));
            assertEquals("an image to blur must have values in [0, 1], not " + value, e.getMessage());
        }
    }

    @Test
    void responsesOutOfRangeAreRefused() {
        for (double gamma : new double[] {0.9, 22, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Response.Power(gamma));
        }
        for (double stops : new double[] {0.9, 25, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Response.Logarithmic(stops));
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Trajectories(0, 30_000, 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlurSettings(
                        new Trajectories(-1, 2, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlurSettings(
                        new Trajectories(3, 2, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlurSettings(
                        new Trajectories(1, 2, 1, 0), new SceneMotion(1.5, 0, 0), new Exposure(1, Response.USUAL, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlurSettings(
                        new Trajectories(1, 2, 1, 0),
                        new SceneMotion(0, Double.NaN, 0),
                        new Exposure(1, Response.USUAL, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlurSettings(
                        new Trajectories(1, 2, 1, 257), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlurSettings(
                        new Trajectories(1, 2, 1, 0), new SceneMotion(0, 0, 0), new Exposure(-1, Response.USUAL, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlurSettings(
                        new Trajectories(1, 2, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 2)));
    }
}
