package org.samdeblur.networks.deblur;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.ValueRange;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.architecture.Architecture;

/**
 * The properties of a deblurring network that file formats do not state. The library writes them to the metadata of
 * {@code .onnx} and other files, so that these load as the same network. Immutable.
 *
 * @param info the inputs that the network takes
 * @param guidance the guidance, which provides the channels in addition to the image's
 * @since 0.1.0
 */
public record NetworkMetadata(ModelInfo info, MaskGuidance guidance) {
    private static final String ARCHITECTURE = "samdeblur.architecture";
    static final String SIZE_MULTIPLE = "samdeblur.size_multiple";
    private static final String PADDING = "samdeblur.padding";
    static final String POOLING = "samdeblur.pooling";
    private static final String PLACEMENT = "samdeblur.placement";
    private static final String SQUARE = "samdeblur.square";
    private static final String GUIDANCE = "samdeblur.guidance";
    /** In third-party files only: networks that this library writes take values from 0 to 1. */
    static final String VALUE_RANGE = "samdeblur.range";
    /** The encoder's weights: little-endian floats in base64, in the order of {@link MapEncoder}'s components. */
    private static final String MAP_ENCODER = "samdeblur.map_encoder";

    private static final String NO_GUIDANCE = "none";
    private static final String GREY_CODES = "grey-codes";
    private static final String MAP = "map";

    /**
     * Describes a network.
     *
     * @param network the network
     * @return its metadata
     */
    public static NetworkMetadata of(DeblurNetwork network) {
        return new NetworkMetadata(network.info(), network.guidance());
    }

    /**
     * Reads properties. Each is optional, because third-party files may state only some of them.
     *
     * @param properties the properties by name; unknown names are ignored
     * @return the stated properties
     * @throws InvalidModelException if a known property has an invalid value; the message names the property, not the
     *     file
     */
    public static Stated stated(Map<String, String> properties) {
        return new Stated(
                Optional.ofNullable(properties.get(ARCHITECTURE)),
                properties.containsKey(SIZE_MULTIPLE)
                        ? OptionalInt.of(positive(SIZE_MULTIPLE, properties.get(SIZE_MULTIPLE)))
                        : OptionalInt.empty(),
                Optional.ofNullable(properties.get(PADDING)).map(text -> constant(PADDING, text, Padding.values())),
                Optional.ofNullable(properties.get(POOLING)).map(text -> constant(POOLING, text, Pooling.values())),
                Optional.ofNullable(properties.get(PLACEMENT))
                        .map(text -> constant(PLACEMENT, text, Placement.values())),
                "true".equals(properties.get(SQUARE)),
                properties.containsKey(GUIDANCE) ? Optional.of(guidance(properties)) : Optional.empty(),
                Optional.ofNullable(properties.get(VALUE_RANGE)).map(NetworkMetadata::valueRange));
    }

    /**
     * The stated properties of a network.
     *
     * @param architecture the kind of network, if it is stated
     * @param sizeMultiple the size multiple, if it is stated
     * @param padding the padding, if it is stated
     * @param pooling how global pools are computed by default, if it is stated
     * @param placement the place of an image in the padded one, if it is stated
     * @param square whether the network takes square images only
     * @param guidance the guidance by masks, if it is stated
     * @param valueRange the values for black and white, if they are stated
     */
    public record Stated(
            Optional<String> architecture,
            OptionalInt sizeMultiple,
            Optional<Padding> padding,
            Optional<Pooling> pooling,
            Optional<Placement> placement,
            boolean square,
            Optional<MaskGuidance> guidance,
            Optional<ValueRange> valueRange) {}

    private static <E extends Enum<E>> E constant(String key, String text, E[] values) {
        return Stream.of(values)
                .filter(value -> text(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidModelException("its property " + key + " is '" + text + "', not one of "
                        + Stream.of(values).map(NetworkMetadata::text).toList()));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ValueRange valueRange(String text) {
        try {
            return ValueRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException("its property " + VALUE_RANGE + ": " + e.getMessage(), e);
        }
    }

    private static int positive(String key, String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new InvalidModelException("its property " + key + " is '" + value + "', not a positive number");
        }
        return Integer.parseInt(value);
    }

    private static MaskGuidance guidance(Map<String, String> properties) {
        String kind = properties.getOrDefault(GUIDANCE, NO_GUIDANCE);
        return switch (kind) {
            case NO_GUIDANCE -> MaskGuidance.none();
            case GREY_CODES -> new GreyCodes();
            case MAP -> new MaskAveragePooling(decoded(properties.getOrDefault(MAP_ENCODER, "")));
            default ->
                throw new InvalidModelException("its property " + GUIDANCE + " is '" + kind + "', not one of "
                        + List.of(NO_GUIDANCE, GREY_CODES, MAP));
        };
    }

    /**
     * Returns the properties to write to a file.
     *
     * @return the properties by name
     */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(ARCHITECTURE, info.architecture());
        properties.put(SIZE_MULTIPLE, String.valueOf(info.sizeMultiple()));
        properties.putAll(properties(info.padding()));
        if (info.placement() != Placement.TOP_LEFT) {
            properties.put(PLACEMENT, text(info.placement()));
        }
        if (info.isSquare()) {
            properties.put(SQUARE, "true");
        }
        if (guidance instanceof MapUnit unit) {
            properties.put(GUIDANCE, MAP);
            properties.put(MAP_ENCODER, encoded(unit.encoder()));
        } else {
            properties.put(GUIDANCE, guidance instanceof GreyCodes ? GREY_CODES : NO_GUIDANCE);
        }
        return properties;
    }

    /**
     * Returns the properties to write to a file of weights.
     *
     * @param padding the padding
     * @return the properties by name
     */
    public static Map<String, String> properties(Padding padding) {
        return Map.of(PADDING, text(padding));
    }

    /**
     * Returns the properties about local pools. A file of weights must state them, because it has no graph that
     * contains the pools.
     *
     * @param properties the properties of a network by name
     * @return those about local pools; empty if the pools are global
     */
    static Map<String, String> localPools(Map<String, String> properties) {
        Map<String, String> local = new LinkedHashMap<>(properties);
        local.keySet().retainAll(Set.of(POOLING, Architecture.TLC_TRAIN_SIZE, Architecture.TLC_STEP));
        return text(Pooling.LOCAL).equals(local.get(POOLING)) ? local : Map.of();
    }

    private static String encoded(MapEncoder encoder) {
        List<Tensor> weights = List.of(encoder.weight3x3(), encoder.bias3x3(), encoder.weight1x1(), encoder.bias1x1());
        int floats = weights.stream().mapToInt(Tensor::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer values = bytes.asFloatBuffer();
        weights.forEach(weight -> values.put(weight.data()));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static MapEncoder decoded(String text) {
        FloatBuffer values = floats(text);
        int s = Stream.iterate(1, channels -> channels + 1)
                .filter(channels -> encoderSize(channels) >= values.remaining())
                .findFirst()
                .orElseThrow();
        if (encoderSize(s) != values.remaining()) {
            throw new InvalidModelException("its property " + MAP_ENCODER + " holds " + values.remaining()
                    + " numbers, which do not fit a MAP encoder of any size");
        }
        return new MapEncoder(
                next(values, s, Image.COLOUR_CHANNELS, 3, 3),
                next(values, s),
                next(values, s, s, 1, 1),
                next(values, s));
    }

    private static long encoderSize(long s) {
        return s * Image.COLOUR_CHANNELS * 9 + s + s * s + s;
    }

    private static FloatBuffer floats(String text) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException("its property " + MAP_ENCODER + " is not base64: " + e.getMessage(), e);
        }
    }

    private static Tensor next(FloatBuffer values, int... shape) {
        return Tensor.create(
                weight -> {
                    while (weight.hasRemaining()) {
                        weight.put(values.get());
                    }
                },
                shape);
    }
}
