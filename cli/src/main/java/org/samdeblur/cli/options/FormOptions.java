package org.samdeblur.cli.options;

import java.util.Optional;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In which form deblurring networks run. */
public final class FormOptions {
    @Option(
            names = "--tlc",
            negatable = true,
            description = "Pool over a window of 1.5 training patches instead of the whole image, as the paper does"
                    + " on GoPro. May cause coloured mosaics on other photographs. Default: what the model's file says,"
                    + " else the whole image; embedded-fast pools over windows.")
    private Optional<Boolean> tlc = Optional.empty();

    @Option(names = "--plain", description = "Leave the network as published instead of rewriting it to run faster.")
    private boolean plain;

    @Mixin
    private StatedOptions stated;

    /**
     * Returns the options of the library that these are.
     *
     * @return pooling and form
     */
    public DeblurModelOptions options() {
        DeblurModelOptions form =
                DeblurModelOptions.DEFAULT.withGraphForm(plain ? GraphForm.PLAIN : GraphForm.REWRITTEN);
        return stated.applyTo(tlc.map(local -> form.withPooling(local ? Pooling.LOCAL : Pooling.GLOBAL))
                .orElse(form));
    }
}
