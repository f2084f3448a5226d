package org.samdeblur.networks.options;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.InvalidModelException;

/** Options that apply to some kinds of models only. One that does not apply is refused, so that none is silently ignored. */
public enum ModelOption {
    /** Pools over windows. */
    LOCAL_POOLS(
            "local pools (DeblurModelOptions.withPooling)",
            options -> options.pooling().equals(Optional.of(Pooling.LOCAL))),
    /** The values for black and white. */
    VALUE_RANGE(
            "the range of values (DeblurModelOptions.withValueRange)",
            options -> options.valueRange().isPresent()),
    /** The output that is the image. */
    OUTPUT(
            "the output (DeblurModelOptions.withOutput)",
            options -> options.output().isPresent()),
    /** One of several sets of weights. */
    WEIGHTS(
            "the set of weights (DeblurModelOptions.withWeights)",
            options -> options.weights().isPresent()),
    /** The stage to stop after. */
    STAGES(
            "the number of stages (DeblurModelOptions.withStages)",
            options -> options.stages().isPresent());

    private final String description;
    private final Predicate<DeblurModelOptions> isGiven;

    ModelOption(String description, Predicate<DeblurModelOptions> isGiven) {
        this.description = description;
        this.isGiven = isGiven;
    }

    /**
     * Returns whether options state this one.
     *
     * @param options what is given
     * @return true if it is among them
     */
    public boolean isGivenIn(DeblurModelOptions options) {
        return isGiven.test(options);
    }

    /**
     * Demands that none of the options is given but those that apply.
     *
     * @param model the model, as the user calls it
     * @param kind what kind of model it is, such as {@code a TorchScript file}
     * @param applicable the options that apply to this kind
     * @param options what is given
     * @throws InvalidModelException if another is given; names it
     */
    public static void requireApplicable(
            Object model, String kind, Set<ModelOption> applicable, DeblurModelOptions options) {
        for (ModelOption option : values()) {
            if (!applicable.contains(option) && option.isGiven.test(options)) {
                throw new InvalidModelException(
                        model + ": " + option.description + " cannot be chosen for " + kind + "; leave the option out");
            }
        }
    }
}
