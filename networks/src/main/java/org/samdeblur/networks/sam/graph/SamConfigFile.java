package org.samdeblur.networks.sam.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.json.JsonSettings;
import org.samdeblur.networks.sam.pixels.PixelInput.Channels;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;

/**
 * Reads a {@code config.json} of a Segment Anything model. It holds the arguments of the published code, or the
 * settings of Hugging Face's transformers.
 */
final class SamConfigFile {
    private static final double NORM_EPSILON = 1e-6;

    private final Path file;

    private SamConfigFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidModelException if it is not JSON, or the value of a setting is invalid
     */
    static SamConfig read(Path file) {
        return new SamConfigFile(file).read();
    }

    private SamConfig read() {
        Map<String, Object> settings = json();
        return settings.containsKey("vision_config") ? ofTransformers(settings) : ofPublished(settings);
    }

    /**
     * Reads a file of a SAM 2.
     *
     * @throws InvalidModelException if it is not JSON, or the value of a setting is invalid
     */
    static HieraConfig readHiera(Path file) {
        return new SamConfigFile(file).readHiera();
    }

    private HieraConfig readHiera() {
        Map<String, Object> settings = json();
        return settings.containsKey("vision_config")
                ? hieraOfTransformers(part(part(settings, "vision_config"), "backbone_config"))
                : hieraOfPublished(settings);
    }

    private HieraConfig hieraOfPublished(Map<String, Object> settings) {
        return new HieraConfig(
                number(settings, "image_size"),
                number(settings, "embed_dim"),
                number(settings, "num_heads"),
                numbers(settings, "stages"),
                numbers(settings, "window_spec"),
                numbers(settings, "global_att_blocks"));
    }

    /** The image's size is stated for both sides. */
    private HieraConfig hieraOfTransformers(Map<String, Object> backbone) {
        return new HieraConfig(
                numbers(backbone, "image_size").flatMap(sides -> sides.stream().findFirst()),
                number(backbone, "hidden_size"),
                number(backbone, "num_attention_heads"),
                numbers(backbone, "blocks_per_stage"),
                numbers(backbone, "window_size_per_stage"),
                numbers(backbone, "global_attention_blocks"));
    }

    private Map<String, Object> json() {
        try {
            return JsonSettings.read(file);
        } catch (IOException e) {
            throw new InvalidModelException(file + " " + e.getMessage(), e);
        }
    }

    /** A TinyViT has several numbers of heads; its shapes determine all of them. */
    private SamConfig ofPublished(Map<String, Object> settings) {
        requireNumber(settings, "layer_norm_eps", NORM_EPSILON);
        requireNumber(settings, "mask_threshold", 0);
        return new SamConfig(
                number(settings, "img_size"),
                settings.get("num_heads") instanceof List<?> ? Optional.empty() : number(settings, "num_heads"),
                number(settings, "window_size"),
                numbers(settings, "global_attn_indexes"),
                number(part(settings, "decoder"), "num_heads"),
                new Normalised(channels(settings, "pixel_mean", Normalised.PUBLISHED.mean()), deviations(settings)));
    }

    /** The mean and deviation of pixels are in another file; they are the same for all published models. */
    private SamConfig ofTransformers(Map<String, Object> settings) {
        Map<String, Object> vision = part(settings, "vision_config");
        requireNumber(vision, "layer_norm_eps", NORM_EPSILON);
        return new SamConfig(
                number(vision, "image_size"),
                number(vision, "num_attention_heads"),
                number(vision, "window_size"),
                numbers(vision, "global_attn_indexes"),
                number(part(settings, "mask_decoder_config"), "num_attention_heads"),
                Normalised.PUBLISHED);
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private Map<String, Object> part(Map<String, Object> settings, String key) {
        Object value = settings.get(key);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> part) {
            return (Map<String, Object>) part;
        }
        throw invalid(key, value, "a JSON object");
    }

    private Optional<Integer> number(Map<String, Object> settings, String key) {
        Object value = settings.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Integer number && number > 0) {
            return Optional.of(number);
        }
        throw invalid(key, value, "a positive whole number");
    }

    private Optional<List<Integer>> numbers(Map<String, Object> settings, String key) {
        Object value = settings.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance)) {
            return Optional.of(list.stream().map(Integer.class::cast).toList());
        }
        throw invalid(key, value, "a list of whole numbers");
    }

    private Channels channels(Map<String, Object> settings, String key, Channels published) {
        Object value = settings.get(key);
        if (value == null) {
            return published;
        }
        if (value instanceof List<?> list && list.size() == 3 && list.stream().allMatch(Number.class::isInstance)) {
            List<Float> colours =
                    list.stream().map(colour -> ((Number) colour).floatValue()).toList();
            return new Channels(colours.get(0), colours.get(1), colours.get(2));
        }
        throw invalid(key, value, "three numbers, for red, green and blue");
    }

    private Channels deviations(Map<String, Object> settings) {
        Channels deviations = channels(settings, "pixel_std", Normalised.PUBLISHED.deviation());
        if (!(deviations.red() > 0 && deviations.green() > 0 && deviations.blue() > 0)) {
            throw invalid("pixel_std", settings.get("pixel_std"), "three numbers above 0");
        }
        return deviations;
    }

    private void requireNumber(Map<String, Object> settings, String key, double published) {
        Object value = settings.get(key);
        if (value != null && !(value instanceof Number number && number.doubleValue() == published)) {
            throw invalid(key, value, published + ", as in all published models, and nothing else");
        }
    }

    private InvalidModelException invalid(String key, Object value, String taken) {
        return Refusal.of(file, "gives '" + value + "' for " + key + "; it takes " + taken);
    }
}
