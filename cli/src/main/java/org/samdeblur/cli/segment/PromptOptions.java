package org.samdeblur.cli.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Segmenter;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.options.RuntimeOptions;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.Prompt.Corners;
import org.samdeblur.networks.sam.Prompt.Label;
import org.samdeblur.networks.sam.Prompt.Point;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a Segment Anything model is pointed at. */
final class PromptOptions {
    @Option(
            names = "--prompt-point",
            paramLabel = "X,Y[,0|1]",
            converter = PointText.class,
            description = "A point on the object, or with ,0 beside it, in pixels from the upper left corner. May be"
                    + " repeated.")
    private List<Point> points = new ArrayList<>();

    @Option(
            names = "--prompt-box",
            paramLabel = "X0,Y0,X1,Y1",
            converter = BoxText.class,
            description = "A box around the object: left, upper, right and lower edge, in pixels.")
    private List<Corners> boxes = new ArrayList<>();

    @Option(
            names = "--single-mask",
            description = "Find one mask. Default for several points and for a box, which mean one object.")
    private boolean single;

    @Option(
            names = "--multi-mask",
            description = "Find three masks, such as the object, its part and its group. Default for a single point,"
                    + " which may mean any of them.")
    private boolean several;

    /** Returns the prompt once it makes sense. */
    Prompt prompt() {
        if (points.isEmpty() && boxes.isEmpty()) {
            throw new MisuseException("--single-mask and --multi-mask go with --prompt-point or --prompt-box");
        }
        if (single && several) {
            throw new MisuseException("--single-mask and --multi-mask exclude each other");
        }
        if (boxes.size() > 1) {
            throw new MisuseException(
                    "--prompt-box was given " + boxes.size() + " times; a prompt has one box at most");
        }
        if (points.isEmpty()) {
            Corners corners = boxes.get(0);
            return Prompt.box(corners.x0(), corners.y0(), corners.x1(), corners.y1());
        }
        Prompt prompt = Prompt.of(points);
        return boxes.stream()
                .findFirst()
                .map(corners -> prompt.andBox(corners.x0(), corners.y0(), corners.x1(), corners.y1()))
                .orElse(prompt);
    }

    /** Fails before the network is loaded rather than after it has seen the image. */
    void requireWithin(Image image) {
        for (Point point : points) {
            requireWithin(image, "--prompt-point", point.x(), point.y());
        }
        boxes.forEach(corners -> {
            requireWithin(image, "--prompt-box", corners.x0(), corners.y0());
            requireWithin(image, "--prompt-box", corners.x1(), corners.y1());
        });
    }

    private static void requireWithin(Image image, String option, double x, double y) {
        if (!(x >= 0 && x <= image.width() && y >= 0 && y <= image.height())) {
            throw new SamDeblurException(
                    option + ": (" + x + ", " + y + ") lies outside the image of " + image.size() + " pixels");
        }
    }

    /**
     * Loads the network.
     *
     * @param model where it is
     * @param runtime what it is to run on
     * @return what finds the prompt's masks, owned by the caller
     */
    Segmenter open(ModelSource model, RuntimeOptions runtime) {
        SamSegmenter.Builder builder = SamSegmenter.builder(model);
        runtime.applyTo(builder);
        return new PromptedSegmenter(builder.build(), this);
    }

    /** Asks for the masks. */
    List<PromptedMask> ask(SamImage image) {
        boolean ambiguous = several || !single && points.size() == 1 && boxes.isEmpty();
        return ambiguous ? image.masks(prompt()) : List.of(image.mask(prompt()));
    }

    private static double[] numbers(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            return new double[0];
        }
    }

    /** Reads a point. */
    static final class PointText implements ITypeConverter<Point> {
        @Override
        public Point convert(String text) {
            double[] numbers = numbers(text);
            boolean labelled = numbers.length == 3 && (numbers[2] == 0 || numbers[2] == 1);
            if (numbers.length != 2 && !labelled) {
                throw new TypeConversionException(
                        "'" + text + "' is not X,Y or X,Y,1 (on the thing) or X,Y,0 (beside it)");
            }
            try {
                return new Point(numbers[0], numbers[1], labelled && numbers[2] == 0 ? Label.OUTSIDE : Label.INSIDE);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads a box. */
    static final class BoxText implements ITypeConverter<Corners> {
        @Override
        public Corners convert(String text) {
            double[] numbers = numbers(text);
            if (numbers.length != 4) {
                throw new TypeConversionException("'" + text + "' is not X0,Y0,X1,Y1");
            }
            try {
                return new Corners(numbers[0], numbers[1], numbers[2], numbers[3]);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
