package org.samdeblur.networks.sam.graph;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.deblur.Architectures;
import org.samdeblur.networks.format.StandardFormat;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.models.Models;
import org.samdeblur.networks.sam.pixels.PixelInput;

/**
 * Loads Segment Anything models. Supported are the official checkpoints of SAM (such as {@code sam_vit_b_01ec64.pth}),
 * MobileSAM, SAM 2 and SAM 2.1 (such as {@code sam2.1_hiera_tiny.pt}), recognised by the names and shapes of their
 * weights; the same weights under the names of Hugging Face's transformers; and an encoder and a decoder exported to
 * {@code .onnx} files. If a checkpoint differs from the published models in sizes that its shapes do not determine,
 * such as the number of the decoder's heads, or in the mean and deviation of pixels, a {@code config.json} beside it
 * must state them.
 *
 * <p>Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SamNetworks {
    private static final String SAM = "Segment Anything";
    private static final String TRANSFORMERS_FILE = "model.safetensors";
    private static final String TRANSFORMERS_INDEX = "model.safetensors.index.json";
    private static final String KNOWN =
            "SAM ViT-B, ViT-L or ViT-H, MobileSAM, SAM 2 or 2.1, the same under Hugging Face's names, or an encoder and a decoder in .onnx files";

    private SamNetworks() {}

    /**
     * Loads a network. Its weights stay in the file, which must not be written to while the network is in use.
     *
     * @param source its files. A name is looked up in the user's models folder; a download is stored in the user's
     *     cache. A folder holds either two {@code .onnx} files, or a {@code model.safetensors} as written by
     *     transformers
     * @return the network
     * @throws InvalidModelException if the source is missing or damaged, is not a supported Segment Anything model,
     *     lacks weights or has unknown ones or ones of other shapes, or contradicts its {@code config.json}
     */
    public static SamNetwork load(ModelSource source) {
        ModelSource local = Models.ofUser().local(source);
        if (local instanceof ModelSource.File file) {
            return load(file.path());
        }
        if (local instanceof ModelSource.EncoderAndDecoder files) {
            return ExportedSam.read(files.encoder(), files.decoder());
        }
        throw new InvalidModelException(source + ": not a segmentation network: " + KNOWN);
    }

    private static SamNetwork load(Path path) {
        if (Files.isDirectory(path)) {
            return ofFolder(path);
        }
        if (StandardFormat.ONNX.recognises(path)) {
            throw Refusal.of(path, "an exported segmentation network comes in two .onnx files, encoder and decoder");
        }
        return ofCheckpoint(path.getFileName().toString(), path);
    }

    private static SamNetwork ofFolder(Path folder) {
        if (ExportedSam.isIn(folder)) {
            return ExportedSam.read(folder);
        }
        Path index = folder.resolve(TRANSFORMERS_INDEX);
        Path checkpoint = Files.isRegularFile(index) ? index : folder.resolve(TRANSFORMERS_FILE);
        if (!Files.isRegularFile(checkpoint)) {
            throw Refusal.of(
                    folder,
                    "this folder holds no " + TRANSFORMERS_FILE + "; supported segmentation networks are " + KNOWN);
        }
        return ofCheckpoint(folder.toAbsolutePath().normalize().getFileName().toString(), checkpoint);
    }

    private static SamNetwork ofCheckpoint(String name, Path file) {
        Checkpoint named = Checkpoint.open(file);
        Checkpoint known = named.knownAs(SamNetworks::isKnown).orElse(named);
        requireRun(known);
        return Sam2Weights.areIn(known)
                ? ofSam2(name, file, Sam2Weights.of(known))
                : ofSam(name, file, TransformersNames.asPublished(known));
    }

    /** An HQ-SAM has all of a SAM's weights. Weights for videos are accepted if the others exist. */
    private static void requireRun(Checkpoint checkpoint) {
        Optional<String> reason = isKnown(checkpoint)
                ? RelatedNetworks.HQ_SAM.reason(checkpoint.names())
                : RelatedNetworks.reasonOfAny(checkpoint.names());
        reason.ifPresent(why -> {
            throw Refusal.of(checkpoint.file(), why);
        });
    }

    private static SamNetwork ofSam2(String name, Path file, Sam2Weights weights) {
        HieraLayout encoder = HieraLayout.of(
                new WeightShapes(weights.release(), weights.encoder()), HieraConfig.beside(file), weights.release());
        WeightShapes shapes = new WeightShapes(weights.release(), weights.decoder());
        DecoderLayout decoder = DecoderLayout.ofSam2(shapes);
        requireAgreement(shapes, encoder, decoder);
        List<Integer> taken = List.of(decoder.maskFeatures(), decoder.upscaledChannels());
        if (!taken.equals(encoder.fineChannels())) {
            throw shapes.misfit("its encoder's finer maps have " + encoder.fineChannels()
                    + " channels where its decoder takes " + taken);
        }
        return network(
                name,
                SamGeneration.SAM2,
                PixelInput.Squashed.PUBLISHED,
                encoder,
                decoder,
                CheckpointGraph.of(weights.release(), weights.encoder()),
                CheckpointGraph.of(weights.release(), weights.decoder()),
                Parameters.of(weights.encoder()) + Parameters.of(weights.decoder()));
    }

    private static SamNetwork ofSam(String name, Path file, Checkpoint checkpoint) {
        SamConfig config = SamConfig.beside(file);
        WeightShapes shapes = new WeightShapes(SAM, checkpoint);
        EncoderLayout encoder = encoder(checkpoint, shapes, config);
        DecoderLayout decoder = DecoderLayout.of(shapes, config);
        requireAgreement(shapes, encoder, decoder);
        CheckpointGraph weights = CheckpointGraph.of(SAM, checkpoint);
        return network(
                name,
                SamGeneration.SAM,
                config.pixels(),
                encoder,
                decoder,
                weights,
                weights,
                Parameters.of(checkpoint));
    }

    private static SamNetwork network(
            String name,
            SamGeneration generation,
            PixelInput pixels,
            EncoderLayout encoder,
            DecoderLayout decoder,
            CheckpointGraph encoderWeights,
            CheckpointGraph decoderWeights,
            long parameters) {
        Graph encoding = encoder.write(encoderWeights);
        Graph decoding = PlainDecoder.write(decoder, encoder.shape(), decoderWeights);
        encoderWeights.requireNothingElse();
        decoderWeights.requireNothingElse();
        return new SamNetwork(
                name,
                encoder.architecture(),
                generation,
                encoder.shape(),
                pixels,
                encoding,
                decoding,
                Optional.of(StagedDecoder.write(decoder, encoder.shape(), decoderWeights)),
                parameters);
    }

    private static void requireAgreement(WeightShapes shapes, EncoderLayout encoder, DecoderLayout decoder) {
        if (decoder.channels() != encoder.shape().embeddingChannels()) {
            throw shapes.misfit("its encoder's output has " + encoder.shape().embeddingChannels()
                    + " channels where its decoder takes " + decoder.channels());
        }
    }

    private static boolean isKnown(Checkpoint checkpoint) {
        return TransformersNames.areIn(checkpoint)
                || Sam2Weights.areIn(checkpoint)
                || VitLayout.isLike(checkpoint)
                || TinyVitLayout.isLike(checkpoint);
    }

    private static EncoderLayout encoder(Checkpoint checkpoint, WeightShapes shapes, SamConfig config) {
        if (VitLayout.isLike(checkpoint)) {
            return VitLayout.of(shapes, config);
        }
        if (TinyVitLayout.isLike(checkpoint)) {
            return TinyVitLayout.of(shapes, config);
        }
        throw Refusal.of(
                checkpoint.file(),
                Architectures.of(checkpoint).isPresent()
                        ? "this is a deblurring network; give it as the deblurring model"
                        : "not a supported segmentation network: " + KNOWN + "; its weights begin with "
                                + checkpoint.names().stream().limit(3).toList());
    }
}
