package org.samdeblur.networks.deblur;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.Padding;
import org.samdeblur.api.ValueRange;
import org.samdeblur.api.text.Printable;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.graph.shape.Finding;
import org.samdeblur.networks.graph.shape.ShapeArithmetic;

/**
 * Reads a deblurring network from an {@code .onnx} file, written by this library or by others. The network has one
 * input, with the image's three channels or more, and an output with three channels and the same height and width.
 * Channels come first or last; elements are floats of 16, 32 or 64 bits, or unsigned bytes. Shape arithmetic determines
 * what the file does not state.
 */
final class OnnxDeblurNetwork {
    /** The architecture's name if the file does not state it. */
    static final String ARCHITECTURE = "ONNX";

    private static final Logger LOGGER = System.getLogger(OnnxDeblurNetwork.class.getPackageName());

    private static final int BATCH = 0;
    private static final int MOST_CHANNELS = 16;
    private static final Set<ElementType> READABLE = Set.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.UINT8);
    private static final ValueRange BYTES = new ValueRange(0, 255);
    private static final String EXPECTED =
            "[1, channels, height, width] or [1, height, width, channels] of floats or unsigned bytes";

    private final Path file;
    private final Graph graph;
    private final DeblurModelOptions options;
    private final NetworkMetadata.Stated stated;
    private final Value input;
    private final SizeSearch search;

    private OnnxDeblurNetwork(Path file, Graph read, DeblurModelOptions options) {
        this.file = file;
        this.options = options;
        this.stated = stated(file, read);
        this.graph = SinglePrecision.of(read);
        this.input = onlyInput();
        this.search = new SizeSearch(ShapeArithmetic.of(graph), input.name());
    }

    /**
     * Reads a network.
     *
     * @throws InvalidModelException if the file is not an ONNX model, or its inputs and outputs do not fit
     */
    static DeblurNetwork read(Path file, DeblurModelOptions options) {
        return new OnnxDeblurNetwork(file, OnnxFiles.read(file), options).network();
    }

    private static NetworkMetadata.Stated stated(Path file, Graph graph) {
        try {
            return NetworkMetadata.stated(graph.metadata());
        } catch (InvalidModelException e) {
            throw Refusal.of(file, e.getMessage());
        }
    }

    private Value onlyInput() {
        if (graph.inputs().size() != 1) {
            throw misfit("it has " + graph.inputs().size() + " inputs, " + described(graph.inputs())
                    + ", not one image; export it with the other inputs as constants");
        }
        Value value = graph.inputs().get(0);
        if (!isReadable(value)) {
            throw misfit("its input " + described(value) + " is not an image: expected " + EXPECTED);
        }
        return value;
    }

    private static boolean isReadable(Value value) {
        return READABLE.contains(value.type()) && isImageShaped(value);
    }

    private static boolean isImageShaped(Value value) {
        return !value.ranked()
                || value.shape().size() == 4 && size(value, BATCH).orElse(1) == 1;
    }

    /** A possible form of the network's input, with the outputs that may be the restored image. */
    private record Form(Layout layout, int channels, List<String> outputs) implements SizeSearch.Form {
        @Override
        public int[] shape(int height, int width) {
            return layout.shape(channels, height, width);
        }

        @Override
        public boolean restores(Finding finding, int height, int width) {
            return finding.fits()
                    && outputs.stream()
                            .anyMatch(output -> finding.outputs()
                                    .get(output)
                                    .map(shape -> layoutOf(shape, height, width).isPresent())
                                    .orElse(true));
        }

        static Optional<Layout> layoutOf(long[] shape, int height, int width) {
            for (Layout layout : Layout.values()) {
                long[] wanted = Arrays.stream(layout.shape(Image.COLOUR_CHANNELS, height, width))
                        .asLongStream()
                        .toArray();
                if (Arrays.equals(shape, wanted)) {
                    return Optional.of(layout);
                }
            }
            return Optional.empty();
        }
    }

    /** The images that the network takes, and what shape arithmetic found for one of them. */
    private record Fit(Form form, int multiple, Optional<ImageSize> fixedSize, Finding finding, ImageSize probe) {}

    private DeblurNetwork network() {
        List<Form> forms = forms();
        Fit fit = fixedSize().map(size -> fitOf(size, forms)).orElseGet(() -> fitOfAnySize(forms));
        String output = output(fit);
        if (GraphRewriter.keepOutputs(graph, List.of(output)).inputs().isEmpty()) {
            throw misfit("its output '" + output + "' does not depend on the image");
        }
        Layout made = layoutOf(output, fit);
        ValueRange range = options.valueRange()
                .or(stated::valueRange)
                .orElse(input.type() == ElementType.UINT8 ? BYTES : ValueRange.UNIT);
        Graph ours = OwnForm.of(graph, fit.form().layout(), fit.form().channels(), output, made, range);
        MaskGuidance guidance = guidance(fit.form().channels());
        ModelInfo.Builder described = ModelInfo.builder(file.getFileName().toString())
                .architecture(stated.architecture().orElse(ARCHITECTURE))
                .inputChannels(fit.form().channels())
                .sizeMultiple(fit.multiple())
                .padding(stated.padding().orElse(Padding.ZERO))
                .placement(stated.placement().orElse(Placement.TOP_LEFT))
                .square(stated.square())
                .parameters(Parameters.of(graph));
        fit.fixedSize().ifPresent(described::fixedSize);
        ModelInfo info = described.build();
        DeblurNetwork network = DeblurNetwork.described(info, guidance, withoutRange(ours));
        return fit.finding().complete() || isMultipleStated() ? network : network.withUncertainMultiple();
    }

    /**
     * A stated multiple is certain. One found by shape arithmetic is not if the graph has operators of unknown shapes.
     */
    private boolean isMultipleStated() {
        return options.sizeMultiple().isPresent() || stated.sizeMultiple().isPresent();
    }

    /** Removes the value range, to which the graph has been adapted. */
    private static Graph withoutRange(Graph graph) {
        Map<String, String> properties = new LinkedHashMap<>(graph.metadata());
        properties.remove(NetworkMetadata.VALUE_RANGE);
        return graph.withMetadata(properties);
    }

    private MaskGuidance guidance(int channels) {
        MaskGuidance guidance = stated.guidance().orElse(MaskGuidance.none());
        if (guidance.channels() > 0 && channels != Image.COLOUR_CHANNELS + guidance.channels()) {
            throw misfit("its input has " + channels + " channels, but its metadata names guidance of "
                    + guidance.channels() + " in addition to the image's " + Image.COLOUR_CHANNELS);
        }
        return guidance;
    }

    /** Returns the forms that fit the declared shapes, the likelier first. */
    private List<Form> forms() {
        List<String> outputs = candidateOutputs();
        List<Form> forms = new ArrayList<>();
        for (Layout layout : possibleLayouts()) {
            OptionalInt declared = size(input, layout.channels());
            if (declared.isEmpty()) {
                possibleChannels().forEach(channels -> forms.add(new Form(layout, channels, outputs)));
            } else if (declared.getAsInt() >= Image.COLOUR_CHANNELS && declared.getAsInt() <= MOST_CHANNELS) {
                forms.add(new Form(layout, declared.getAsInt(), outputs));
            }
        }
        if (forms.isEmpty()) {
            throw misfit("its input has "
                    + size(input, possibleLayouts().get(0).channels()).orElse(0) + " channels, " + described(input)
                    + "; colour images have " + Image.COLOUR_CHANNELS);
        }
        return forms;
    }

    /** If only one of the two possible channel axes is declared small enough for channels, it is that axis. */
    private List<Layout> possibleLayouts() {
        boolean first = isDeclaredSmall(Layout.CHANNELS_FIRST);
        boolean last = isDeclaredSmall(Layout.CHANNELS_LAST);
        if (first == last) {
            return List.of(Layout.values());
        }
        return List.of(first ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST);
    }

    private boolean isDeclaredSmall(Layout layout) {
        OptionalInt declared = size(input, layout.channels());
        return declared.isPresent() && declared.getAsInt() <= MOST_CHANNELS;
    }

    private Set<Integer> possibleChannels() {
        Set<Integer> channels = new LinkedHashSet<>();
        stated.guidance().ifPresent(guidance -> channels.add(Image.COLOUR_CHANNELS + guidance.channels()));
        IntStream.rangeClosed(Image.COLOUR_CHANNELS, MOST_CHANNELS).forEach(channels::add);
        return channels;
    }

    /** Returns the outputs that may be the image: the requested one, or else all of a suitable type and rank. */
    private List<String> candidateOutputs() {
        List<String> names = graph.outputs().stream().map(Value::name).toList();
        if (options.output().isPresent()) {
            if (!names.contains(options.output().get())) {
                throw misfit("it has no output '" + options.output().get() + "'; its outputs are "
                        + described(graph.outputs()));
            }
            return List.of(options.output().get());
        }
        List<String> candidates = graph.outputs().stream()
                .filter(OnnxDeblurNetwork::isReadable)
                .map(Value::name)
                .toList();
        if (candidates.isEmpty()) {
            throw misfit((names.size() == 1 ? "its output is not an image: " : "none of its outputs is an image: ")
                    + described(graph.outputs()) + "; expected " + EXPECTED);
        }
        return candidates;
    }

    /** Returns the declared size, if the input's height and width are fixed. */
    private Optional<ImageSize> fixedSize() {
        Layout layout = forms().get(0).layout();
        OptionalInt height = size(input, layout.height());
        OptionalInt width = size(input, layout.width());
        if (height.isPresent() != width.isPresent()) {
            throw misfit("its input " + described(input)
                    + " fixes one of height and width; export it with both fixed, or neither");
        }
        return height.isPresent() ? Optional.of(new ImageSize(height.getAsInt(), width.getAsInt())) : Optional.empty();
    }

    private Fit fitOf(ImageSize size, List<Form> forms) {
        List<String> problems = new ArrayList<>();
        for (Form form : forms) {
            Finding finding = search.find(form, size.height(), size.width());
            if (form.restores(finding, size.height(), size.width())) {
                return new Fit(form, 1, Optional.of(size), finding, size);
            }
            problems.add(problem(finding, size));
        }
        throw misfit(problems.get(0));
    }

    private Fit fitOfAnySize(List<Form> forms) {
        OptionalInt known = options.sizeMultiple().isPresent() ? options.sizeMultiple() : stated.sizeMultiple();
        for (Form form : forms) {
            if (known.isPresent() && search.takesMultiplesOf(known.getAsInt(), form)) {
                return fit(form, known.getAsInt(), known.getAsInt());
            }
        }
        for (Form form : forms) {
            OptionalInt found = search.multiple(form);
            if (found.isPresent()) {
                return fit(form, known.orElse(found.getAsInt()), found.getAsInt());
            }
        }
        for (Form form : forms) {
            Optional<ImageSize> only = search.onlySize(form, declaredSizes());
            if (only.isPresent()) {
                ImageSize size = only.get();
                LOGGER.log(
                        Level.INFO,
                        () -> Printable.line(file + ": takes only images of " + size
                                + " pixels; others are tiled and padded to that size"));
                return new Fit(form, 1, only, search.find(form, size.height(), size.width()), size);
            }
        }
        ImageSize probe = SizeSearch.probe(SizeSearch.USUAL_MULTIPLE);
        throw misfit(problem(search.find(forms.get(0), probe.height(), probe.width()), probe));
    }

    private Fit fit(Form form, int multiple, int works) {
        ImageSize probe = SizeSearch.probe(works);
        return new Fit(form, multiple, Optional.empty(), search.find(form, probe.height(), probe.width()), probe);
    }

    /** Returns the declared sizes of outputs. Traced networks may fix them although they declare inputs of any size. */
    private List<ImageSize> declaredSizes() {
        List<ImageSize> sizes = new ArrayList<>();
        for (Value output : graph.outputs()) {
            for (Layout layout : Layout.values()) {
                OptionalInt height = size(output, layout.height());
                OptionalInt width = size(output, layout.width());
                if (height.isPresent() && width.isPresent()) {
                    sizes.add(new ImageSize(height.getAsInt(), width.getAsInt()));
                }
            }
        }
        return sizes;
    }

    private String problem(Finding finding, ImageSize size) {
        String image = "an image of " + size + " pixels";
        return finding.problem()
                .map(problem -> "it does not take " + image + " (" + described(input) + "): " + problem.message())
                .orElseGet(() -> "for " + image + ", the shape of its output is " + made(finding)
                        + ", not that of an image of " + Image.COLOUR_CHANNELS + " channels and that size");
    }

    private String made(Finding finding) {
        return graph.outputs().stream()
                .map(output -> finding.outputs().get(output.name()))
                .map(shape -> shape.map(Arrays::toString).orElse("[…]"))
                .collect(Collectors.joining(", "));
    }

    private String output(Fit fit) {
        List<String> candidates = fit.form().outputs();
        List<String> images = candidates.stream()
                .filter(name -> fit.finding()
                        .outputs()
                        .get(name)
                        .flatMap(shape -> Form.layoutOf(
                                shape, fit.probe().height(), fit.probe().width()))
                        .isPresent())
                .toList();
        List<String> possible = images.isEmpty()
                ? candidates.stream()
                        .filter(name -> fit.finding().outputs().get(name).isEmpty())
                        .toList()
                : images;
        if (possible.size() > 1) {
            throw misfit("its outputs "
                    + possible.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                    + " may all be the restored image; choose one with DeblurModelOptions.withOutput");
        }
        String output = possible.get(0);
        if (graph.outputs().size() > 1) {
            LOGGER.log(
                    Level.INFO,
                    () -> Printable.line(file + ": takes the output '" + output
                            + "' as the restored image; its outputs are " + described(graph.outputs())));
        }
        return output;
    }

    private Layout layoutOf(String output, Fit fit) {
        return fit.finding()
                .outputs()
                .get(output)
                .flatMap(shape ->
                        Form.layoutOf(shape, fit.probe().height(), fit.probe().width()))
                .orElseGet(() -> declaredLayout(output).orElse(fit.form().layout()));
    }

    private Optional<Layout> declaredLayout(String output) {
        Value value = graph.outputs().stream()
                .filter(candidate -> candidate.name().equals(output))
                .findFirst()
                .orElseThrow();
        for (Layout layout : Layout.values()) {
            if (size(value, layout.channels()).orElse(0) == Image.COLOUR_CHANNELS) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    private static OptionalInt size(Value value, int axis) {
        return value.ranked() && axis < value.shape().size()
                ? value.shape().get(axis).size()
                : OptionalInt.empty();
    }

    private static String described(List<Value> values) {
        return values.size() == 1
                ? described(values.get(0))
                : values.stream().map(OnnxDeblurNetwork::described).toList().toString();
    }

    private static String described(Value value) {
        String axes = value.ranked()
                ? value.shape().stream().map(OnnxDeblurNetwork::described).collect(Collectors.joining(", "))
                : "…";
        return "'" + value.name() + "' " + value.type() + "[" + axes + "]";
    }

    private static String described(Axis axis) {
        if (axis.size().isPresent()) {
            return String.valueOf(axis.size().getAsInt());
        }
        return axis.symbol().isEmpty() ? "?" : axis.symbol();
    }

    private InvalidModelException misfit(String what) {
        return Refusal.of(file, "not a deblurring network: " + what);
    }
}
