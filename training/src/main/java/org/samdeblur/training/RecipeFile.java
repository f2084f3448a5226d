package org.samdeblur.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.api.SamDeblurException;

/** Reads and writes {@code recipe.json} in a training's folder. */
final class RecipeFile {
    private RecipeFile() {}

    static Map<String, Object> write(TrainingRecipe recipe) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("steps", recipe.steps());
        entries.put("batch", recipe.batch());
        entries.put("patch", recipe.patch());
        entries.put("learning_rate", recipe.learningRate());
        entries.put("final_learning_rate", recipe.finalLearningRate());
        entries.put("layer_rates", recipe.layerRates().factors());
        entries.put("beta1", recipe.optimizer().beta1());
        entries.put("beta2", recipe.optimizer().beta2());
        entries.put("epsilon", recipe.optimizer().epsilon());
        entries.put("weight_decay", recipe.optimizer().weightDecay());
        entries.put("gradient_norm", recipe.gradientNorm());
        entries.put("loss_epsilon", recipe.lossEpsilon());
        entries.put("mask_dropout", recipe.maskDropout());
        entries.put("average_decay", recipe.averageDecay());
        entries.put("accumulation", recipe.accumulation());
        entries.put("seed", recipe.seed());
        entries.put("validation_interval", recipe.validationInterval());
        entries.put("checkpoint_interval", recipe.checkpointInterval());
        return entries;
    }

    /**
     * Reads a recipe.
     *
     * @throws SamDeblurException if a value is missing, unknown or out of range; the message names the file
     */
    static TrainingRecipe read(JsonFile file) {
        file.requireOnly(write(new TrainingRecipe()).keySet());
        try {
            return recipe(file);
        } catch (IllegalArgumentException e) {
            throw new SamDeblurException(file.path() + ": " + e.getMessage(), e);
        }
    }

    private static TrainingRecipe recipe(JsonFile file) {
        return TrainingRecipe.builder()
                .steps(file.whole("steps"))
                .batch(file.small("batch"))
                .patch(file.small("patch"))
                .learningRate(file.decimal("learning_rate"))
                .finalLearningRate(file.decimal("final_learning_rate"))
                .layerRates(new LayerRates(file.decimals("layer_rates")))
                .optimizer(new AdamW.Settings(
                        file.decimal("beta1"),
                        file.decimal("beta2"),
                        file.decimal("epsilon"),
                        file.decimal("weight_decay")))
                .gradientNorm(file.decimal("gradient_norm"))
                .lossEpsilon(file.decimal("loss_epsilon"))
                .maskDropout(file.decimal("mask_dropout"))
                .averageDecay(file.decimal("average_decay"))
                .accumulation(file.small("accumulation"))
                .seed(file.whole("seed"))
                .validationInterval(file.whole("validation_interval"))
                .checkpointInterval(file.whole("checkpoint_interval"))
                .build();
    }
}
