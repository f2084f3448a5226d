package org.samdeblur.backend.tensorflow.savedmodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ValueRange;
import org.samdeblur.backend.tensorflow.operator.Layout;
import org.tensorflow.Signature;
import org.tensorflow.Signature.TensorDescription;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The signature of a deblurring network: from an image to an image. Guidance is in further channels of the image, or a
 * separate input.
 *
 * @param inputs the inputs: the image, followed by the guidance if it is separate
 * @param output TensorFlow's name of the output
 * @param layout the order of axes of inputs and output
 * @param size the size of images, if it is fixed
 */
record ImageSignature(List<Place> inputs, String output, Layout layout, Optional<ImageSize> size) {
    /**
     * An input.
     *
     * @param tensor TensorFlow's name of the input
     * @param channels the number of channels
     */
    record Place(String tensor, int channels) {}

    /** Returns the number of channels of all inputs. */
    int channels() {
        return inputs.stream().mapToInt(Place::channels).sum();
    }

    /**
     * Reads a model's signature.
     *
     * @param folder the model, for messages
     * @param signatures all signatures of the model
     * @throws InvalidModelException if the choice of a signature is ambiguous, or it is not that of a deblurring
     *     network
     */
    static ImageSignature of(ModelFolder folder, List<Signature> signatures) {
        return new Reader(folder, chosen(folder, signatures)).read();
    }

    private static Signature chosen(ModelFolder folder, List<Signature> signatures) {
        Optional<Signature> usual = signatures.stream()
                .filter(signature -> signature.key().equals(Signature.DEFAULT_KEY))
                .findFirst();
        if (usual.isEmpty() && signatures.size() != 1) {
            throw folder.refusal(
                    "it has " + (signatures.isEmpty() ? "no signature" : "the signatures " + keys(signatures))
                            + "; export it with one signature, or one named '" + Signature.DEFAULT_KEY + "'");
        }
        return usual.orElseGet(() -> signatures.get(0));
    }

    private static String keys(List<Signature> signatures) {
        return signatures.stream().map(Signature::key).sorted().collect(Collectors.joining(", "));
    }

    /** Interprets a signature. */
    private record Reader(ModelFolder folder, Signature signature) {
        private static final String IMAGE = "image";

        ImageSignature read() {
            Map<String, TensorDescription> inputs = signature.getInputs();
            Map<String, TensorDescription> outputs = signature.getOutputs();
            if (inputs.isEmpty() || inputs.size() > 2 || outputs.size() != 1) {
                throw misfit("it must take an image, or an image and guidance channels, and return an image");
            }
            inputs.values().forEach(this::requireImage);
            outputs.values().forEach(this::requireImage);
            TensorDescription output = outputs.values().iterator().next();
            Layout layout = layout(output, inputs.values());
            if (known(output, channelAxis(layout)).orElse(Image.COLOUR_CHANNELS) != Image.COLOUR_CHANNELS) {
                throw misfit("the output must be an image of three channels");
            }
            List<TensorDescription> places = imageFirst(inputs, layout);
            return new ImageSignature(
                    places.stream()
                            .map(place -> new Place(place.name, channels(place, layout)))
                            .toList(),
                    output.name,
                    layout,
                    size(places.get(0), layout));
        }

        private void requireImage(TensorDescription tensor) {
            boolean image = tensor.dataType == DataType.DT_FLOAT
                    && tensor.shape.numDimensions() == 4
                    && known(tensor, 0).orElse(1) == 1;
            if (!image) {
                throw misfit("images must be 32-bit floats with four axes, of which the first is of any size or 1");
            }
        }

        /**
         * Determines the layout by the only axis of size 3. The output is checked first, because inputs may have
         * further channels.
         */
        private Layout layout(TensorDescription output, Collection<TensorDescription> inputs) {
            List<TensorDescription> asked = new ArrayList<>(List.of(output));
            asked.addAll(inputs);
            for (TensorDescription tensor : asked) {
                boolean first = known(tensor, 1).orElse(0) == Image.COLOUR_CHANNELS;
                boolean last = known(tensor, 3).orElse(0) == Image.COLOUR_CHANNELS;
                if (first != last) {
                    return first ? Layout.NATURAL : Layout.CHANNELS_LAST;
                }
            }
            throw misfit("the channel axis cannot be determined; either the second or the last axis must have size 3");
        }

        /**
         * Returns the inputs with the image first: the input of three channels, or of two such inputs the one named
         * {@code image}.
         */
        private List<TensorDescription> imageFirst(Map<String, TensorDescription> inputs, Layout layout) {
            List<TensorDescription> places = new ArrayList<>(inputs.values());
            if (places.size() == 1) {
                return places;
            }
            List<TensorDescription> images = places.stream()
                    .filter(place -> channels(place, layout) == Image.COLOUR_CHANNELS)
                    .toList();
            TensorDescription image = images.size() == 1 ? images.get(0) : inputs.get(IMAGE);
            if (image == null || channels(image, layout) != Image.COLOUR_CHANNELS) {
                throw misfit(
                        "it cannot be determined which input is the image; it must be the only one of three channels, or be"
                                + " named '" + IMAGE + "'");
            }
            places.remove(image);
            places.add(0, image);
            return places;
        }

        private int channels(TensorDescription input, Layout layout) {
            int channels = known(input, channelAxis(layout))
                    .orElseThrow(() -> misfit("the number of channels of the input must be fixed"));
            boolean alone = signature.getInputs().size() == 1;
            if (alone && channels < Image.COLOUR_CHANNELS) {
                throw misfit("colour images have " + Image.COLOUR_CHANNELS + " channels");
            }
            return channels;
        }

        private Optional<ImageSize> size(TensorDescription image, Layout layout) {
            Optional<Integer> height = known(image, layout == Layout.NATURAL ? 2 : 1);
            Optional<Integer> width = known(image, layout == Layout.NATURAL ? 3 : 2);
            if (height.isPresent() != width.isPresent()) {
                throw misfit("it fixes one of height and width; export it with both fixed, or neither");
            }
            return height.map(rows -> new ImageSize(rows, width.get()));
        }

        private static int channelAxis(Layout layout) {
            return new ImageForm(layout, ValueRange.UNIT).channelAxis();
        }

        private static Optional<Integer> known(TensorDescription tensor, int axis) {
            long size = tensor.shape.get(axis);
            return size < 0 ? Optional.empty() : Optional.of(Math.toIntExact(size));
        }

        private InvalidModelException misfit(String wanted) {
            return folder.refusal("not a deblurring network: its signature '" + signature.key() + "' takes "
                    + described(signature.getInputs()) + " and returns " + described(signature.getOutputs())
                    + "; "
                    + wanted);
        }

        private static String described(Map<String, TensorDescription> tensors) {
            return tensors.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> "'" + entry.getKey() + "' " + described(entry.getValue()))
                    .collect(Collectors.joining(", ", "(", ")"));
        }

        private static String described(TensorDescription tensor) {
            return tensor.dataType.name().replace("DT_", "") + described(tensor.shape);
        }

        private static String described(Shape shape) {
            if (shape.numDimensions() < 0) {
                return "[…]";
            }
            List<String> sizes = new ArrayList<>();
            for (int axis = 0; axis < shape.numDimensions(); axis++) {
                sizes.add(shape.get(axis) < 0 ? "?" : String.valueOf(shape.get(axis)));
            }
            return sizes.toString();
        }
    }
}
