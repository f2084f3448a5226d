package org.samdeblur.networks.sam.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/**
 * The weights of a SAM 2 for still images, in two parts. Weights for the memory of videos are omitted.
 *
 * @param release {@code SAM 2} or {@code SAM 2.1}
 * @param encoder the image encoder, {@code no_mem_embed} and the decoder's convolutions of finer maps, under the
 *     published names; also any weight that belongs to neither part
 * @param decoder prompt encoder and mask decoder, under the published names
 */
record Sam2Weights(String release, Checkpoint encoder, Checkpoint decoder) {
    private static final DecoderWeightNames DECODER = DecoderWeightNames.of(SamGeneration.SAM2);
    private static final String PROMPT_ENCODER = DECODER.promptEncoder() + ".";
    private static final String MASK_DECODER = DECODER.maskDecoder() + ".";
    private static final String FINE_CONVOLUTION = MASK_DECODER + "conv_s";

    /** A weight that only SAM 2.1 has. */
    private static final String OF_SECOND_RELEASE = "no_obj_embed_spatial";

    /** The prefixes of weights for videos. */
    private static final List<String> MEMORY = List.of(
            "memory_attention.",
            "memory_encoder.",
            "maskmem_tpos_enc",
            "mask_downsample.",
            "no_mem_pos_enc",
            "no_obj_ptr",
            OF_SECOND_RELEASE,
            "obj_ptr_proj.",
            "obj_ptr_tpos_proj.",
            MASK_DECODER + "pred_obj_score_head.");

    /** The decoder's convolution of a finer map; level 0 is the finest. It runs with the encoder, once per image. */
    static String fineConvolution(int level) {
        return FINE_CONVOLUTION + level;
    }

    /** Returns whether a checkpoint has the names of a SAM 2, published or of Hugging Face's transformers. */
    static boolean areIn(Checkpoint checkpoint) {
        return HieraLayout.isLike(checkpoint) || TransformersSam2Names.areIn(checkpoint);
    }

    static Sam2Weights of(Checkpoint checkpoint) {
        Map<String, String> names = TransformersSam2Names.areIn(checkpoint)
                ? new TransformersSam2Names(checkpoint).byPublishedName()
                : published(checkpoint);
        Map<String, String> encoder = new LinkedHashMap<>();
        Map<String, String> decoder = new LinkedHashMap<>();
        Map<String, Constant> decoderWeights = new LinkedHashMap<>();
        names.forEach((name, original) -> {
            if (isOfDecoder(name)) {
                decoder.put(name, original);
                decoderWeights.put(original, TransformersSam2Names.weight(checkpoint, original));
            } else {
                encoder.put(name, original);
            }
        });
        boolean second = encoder.containsKey(OF_SECOND_RELEASE);
        encoder.keySet().removeIf(name -> MEMORY.stream().anyMatch(name::startsWith));
        return new Sam2Weights(
                second ? "SAM 2.1" : "SAM 2",
                checkpoint.renamed(encoder),
                Checkpoint.of(checkpoint.file(), decoderWeights).renamed(decoder));
    }

    private static Map<String, String> published(Checkpoint checkpoint) {
        Map<String, String> names = new LinkedHashMap<>();
        checkpoint.names().forEach(name -> names.put(name, name));
        return names;
    }

    private static boolean isOfDecoder(String name) {
        boolean elsewhere = name.startsWith(FINE_CONVOLUTION) || MEMORY.stream().anyMatch(name::startsWith);
        return !elsewhere && (name.startsWith(PROMPT_ENCODER) || name.startsWith(MASK_DECODER));
    }
}
