package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.text.Printable;
import org.samdeblur.backend.djl.block.MapBlock;
import org.samdeblur.backend.djl.runtime.Gradients;
import org.samdeblur.backend.djl.runtime.Placement;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * A network on a device with its optimizer. A step consists of a forward pass, a backward pass and an update of the
 * weights. Owns all its arrays, and releases the arrays of a step when the step ends.
 */
final class TrainingStep implements AutoCloseable {
    private final PyTorch pytorch;
    private final TrainableNetwork network;
    private final int threads;
    private final NDManager manager;
    private final ParameterStore store;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final AdamW optimizer;
    private final Optional<MovingAverage> average;
    private final LayerRates layerRates;
    private final int accumulation;
    private final double gradientNorm;
    private final Loss loss;
    private boolean isConsistent = true;

    /** The result of a step: the loss before it, and the norm of the gradients before clipping. */
    record Outcome(double loss, double gradientNorm) {}

    TrainingStep(TrainableNetwork network, TrainingRecipe recipe, PyTorch pytorch, Placement placement, int threads) {
        this.pytorch = pytorch;
        this.network = network;
        this.threads = threads;
        layerRates = recipe.layerRates();
        accumulation = recipe.accumulation();
        gradientNorm = recipe.gradientNorm();
        loss = new PsnrLoss(recipe.lossEpsilon());
        manager = pytorch.newManager(placement.engineDevice());
        store = new ParameterStore(manager, false);
        try {
            network.block().initialize(manager, DataType.FLOAT32, new Shape(1, 3, recipe.patch(), recipe.patch()));
            network.parameters().forEach((name, parameter) -> {
                if (parameter.requiresGradient()) {
                    parameters.put(name, parameter.getArray());
                }
            });
            layerRates.requireFit(parameters.keySet());
            optimizer = new AdamW(parameters, recipe.optimizer(), manager);
            average = recipe.averageDecay() == 0
                    ? Optional.empty()
                    : Optional.of(new MovingAverage(parameters, recipe.averageDecay(), manager));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    AdamW optimizer() {
        return optimizer;
    }

    boolean hasAverage() {
        return average.isPresent();
    }

    /** Runs work with the average of the weights, if there is one. The weights are restored afterwards. */
    void averaged(Runnable work) {
        average.ifPresentOrElse(weights -> weights.applied(work), work);
    }

    /**
     * Restores a checkpoint.
     *
     * @param steps the number of steps of the whole training
     * @throws SamDeblurException if the checkpoint is damaged, or is that of another network
     */
    void restore(Checkpoints.Saved saved, long steps) {
        long step = saved.step(steps);
        Checkpoint weights = saved.weights();
        requireSame(network.weights().keySet(), weights);
        Checkpoint moments = saved.moments();
        requireSame(optimizer.moments().keySet(), moments);
        network.parameters().forEach((name, parameter) -> {
            replace(parameter.getArray(), weights.weight(name).toTensor(), saved, name);
            parameter.getArray().setRequiresGradient(parameter.requiresGradient());
        });
        optimizer
                .moments()
                .forEach((name, moment) -> replace(moment, moments.weight(name).toTensor(), saved, name));
        optimizer.resumeAfter(step);
        average.ifPresent(kept -> restore(kept, saved));
    }

    private void restore(MovingAverage weights, Checkpoints.Saved saved) {
        Checkpoint values = saved.average();
        requireSame(network.weights().keySet(), values);
        weights.arrays()
                .forEach((name, array) -> replace(array, values.weight(name).toTensor(), saved, name));
    }

    private static void requireSame(Set<String> names, Checkpoint saved) {
        Stream.concat(
                        names.stream().filter(name -> !saved.names().contains(name)),
                        saved.names().stream().filter(name -> !names.contains(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new SamDeblurException(saved.file() + " is the state of another network: "
                            + Printable.line(name) + (names.contains(name) ? " is missing" : " is unknown"));
                });
    }

    /** Replaces values. Shapes in a checkpoint may differ, for example those of a normalization's weights. */
    private void replace(NDArray array, Tensor values, Checkpoints.Saved saved, String name) {
        if (values.size() != array.size()) {
            throw new SamDeblurException(saved.folder() + " is the state of another network: " + name + " is " + values
                    + ", not " + array.getShape());
        }
        int[] shape = new int[array.getShape().dimension()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = Math.toIntExact(array.size(axis));
        }
        array.intern(Tensors.toArray(values.reshape(shape), array.getManager()));
    }

    /**
     * Takes a step.
     *
     * @throws SamDeblurException if the loss or the gradients are not finite; the weights are unchanged
     */
    Outcome take(TrainingBatch batch, double learningRate, long dropoutSeed) {
        pytorch.useThreads(threads);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            if (network.block() instanceof MapBlock unit) {
                unit.seedDropout(dropoutSeed);
            }
            try {
                double value = 0;
                for (TrainingBatch part : batch.parts(accumulation)) {
                    value += backward(part) / accumulation;
                }
                return new Outcome(value, update(value, learningRate));
            } finally {
                // gradients left by a failed step would be added to those of the next
                parameters.values().forEach(Gradients::clear);
            }
        }
    }

    /** Updates the weights with the parameters' gradients, and returns the norm of these before clipping. */
    private double update(double value, double learningRate) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            if (layerRates.factor(name) > 0) {
                gradients.put(name, parameter.getGradient());
            }
        });
        double norm = GlobalNorm.clip(gradients.values(), gradientNorm);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            throw new SamDeblurException("the training diverged: loss " + value + ", gradient norm " + norm
                    + "; start a new one with a lower learning rate, from the weights.safetensors of an earlier"
                    + " checkpoint: samdeblur train --model DIR/checkpoint-.../weights.safetensors -o NEW");
        }
        isConsistent = false;
        optimizer.step(gradients, name -> learningRate * layerRates.factor(name));
        average.ifPresent(weights -> weights.add(optimizer.steps()));
        isConsistent = true;
        return norm;
    }

    /** Returns whether weights and moments belong to the same step, and not to an update that failed midway. */
    boolean isConsistent() {
        return isConsistent;
    }

    /**
     * Adds the gradients of a part, divided by the number of parts, to those of the parameters. Returns the part's
     * loss.
     */
    private double backward(TrainingBatch part) {
        try (NDManager made = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList blurred = new NDList(Tensors.channelsLast(Tensors.toArray(part.blurred(), made)));
            NDList sharp = new NDList(Tensors.toArray(part.sharp(), made));
            try (Gradients gradients = Gradients.record(pytorch)) {
                NDArray value = loss.evaluate(sharp, network.block().forward(store, blurred, true, with(part.masks())));
                gradients.backward(accumulation == 1 ? value : value.div(accumulation));
                return value.getFloat();
            }
        }
    }

    private static PairList<String, Object> with(List<MaskSet> masks) {
        PairList<String, Object> params = new PairList<>();
        params.add(MapBlock.MASKS, masks);
        return params;
    }

    /** Restores an image {@code [3, H, W]} with the present weights. */
    Tensor restore(Tensor image, MaskSet masks) {
        ImageSize size = new ImageSize(image.dim(1), image.dim(2)).roundedUpTo(network.sizeMultiple());
        Tensor filled = TrainableNetwork.PADDING.fill(image, size);
        Tensor[] restored = new Tensor[1];
        pytorch.useThreads(threads);
        Gradients.unrecorded(() -> {
            try (NDManager made = manager.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray whole = Tensors.toArray(filled.reshape(1, 3, size.height(), size.width()), made);
                NDArray result = network.block()
                        .forward(store, new NDList(whole), false, with(List.of(masks.padded(size))))
                        .singletonOrThrow()
                        .get(":, :, :{}, :{}", image.dim(1), image.dim(2))
                        .clip(0, 1);
                restored[0] = Tensors.toTensor(result).reshape(3, image.dim(1), image.dim(2));
            }
        });
        return restored[0];
    }

    /** Counts the arrays that are held between steps. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        average.ifPresent(MovingAverage::close);
        optimizer.close();
        network.block().clear();
        manager.close();
    }
}
