package org.samdeblur.networks.sam.run;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.graph.DecoderStages;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.pixels.MaskFrame;

public final class MaskDecoder implements AutoCloseable {
    private final GraphSession image;
    private final GraphSession prompt;
    private final GraphSession masks;
    private final SamNetwork network;

    private MaskDecoder(GraphEngine engine, SamNetwork network) {
        DecoderStages stages = network.stages().orElseThrow();
        this.network = network;
        image = engine.load(stages.image(), Map.of());
        prompt = engine.load(stages.prompt(), Map.of());
        masks = engine.load(stages.masks(), Map.of());
    }

    public static MaskDecoder load(GraphEngine engine, SamNetwork network) {
        return new MaskDecoder(engine, network);
    }

    public EmbeddedImage prepare(Tensor embedding, MaskFrame frame) {
        int m = frame.mask();
        return new EmbeddedImage() {
            public MaskFrame frame() {
                return frame;
            }

            public void decode(PromptBatch prompts, MaskChoice choice, float iouAbove, Consumer<DecodedMask> consumer) {
                Map<String, Tensor> in = new HashMap<>();
                in.put("image_embeddings", embedding);
                in.put("mask_input", prompts.mask().orElseGet(() -> Tensor.zeros(1, 1, m, m)));
                in.put("has_mask_input", Tensor.of(new float[] {prompts.mask().isPresent() ? 1 : 0}, 1));
                Map<String, Tensor> features = image.run(in);
                int n = prompts.coordinates().dim(1);
                for (int b = 0; b < prompts.size(); b++) {
                    Map<String, Tensor> p = new HashMap<>(features);
                    p.put("point_coords", prompts.coordinates().slice(b, b + 1));
                    p.put("point_labels", prompts.labels().slice(b, b + 1));
                    Map<String, Tensor> out = prompt.run(p);
                    Tensor iou = out.remove("iou_predictions");
                    Tensor low = masks.run(out).get("low_res_masks");
                    for (int k = 0; k < iou.dim(1); k++) {
                        if ((k == 0) == (choice == MaskChoice.SINGLE) && iou.get(0, k) > iouAbove) {
                            consumer.accept(new DecodedMask(
                                    b,
                                    k,
                                    iou.get(0, k),
                                    low.reshape(iou.dim(1), m, m)
                                            .slice(k, k + 1)
                                            .reshape(m, m)));
                        }
                    }
                }
            }
        };
    }

    @Override
    public void close() {
        image.close();
        prompt.close();
        masks.close();
    }
}
