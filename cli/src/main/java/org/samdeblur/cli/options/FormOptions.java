package org.samdeblur.cli.options;

import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In which form deblurring networks run. */
public final class FormOptions {
    @Option(
            names = "--tlc",
            description = "Pool over a window of 1.5 training patches instead of the whole image, as the paper does"
                    + " on GoPro. May cause coloured mosaics on other photographs.")
    private boolean tlc;

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
        return stated.applyTo(DeblurModelOptions.DEFAULT
                .withPooling(tlc ? Pooling.LOCAL : Pooling.GLOBAL)
                .withGraphForm(plain ? GraphForm.PLAIN : GraphForm.REWRITTEN));
    }
}
