package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A network of the caller's own. Demands inputs as its description promises them.
 *
 * @param info its description
 * @param guidance what it makes of masks
 * @param function what it does with the image's channels and those of the guidance
 */
record StubModel(ModelInfo info, MaskGuidance guidance, UnaryOperator<Tensor> function) implements DeblurModel {
    /** Takes images alone, of any size. */
    static StubModel of(UnaryOperator<Tensor> function) {
        return of(3, 1, function);
    }

    static StubModel of(int channels, int sizeMultiple, UnaryOperator<Tensor> function) {
        ModelInfo info = ModelInfo.builder("stub")
                .inputChannels(channels)
                .sizeMultiple(sizeMultiple)
                .build();
        return new StubModel(info, MaskGuidance.none(), function);
    }

    /** Gives images back as they are. */
    static StubModel identity() {
        return of(UnaryOperator.identity());
    }

    /** Gives images back as they are, but not before it is told to. */
    static StubModel waiting(CountDownLatch begun, CountDownLatch finish) {
        return of(input -> {
            begun.countDown();
            try {
                finish.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted within the network");
            }
            return input;
        });
    }

    StubModel paddedBy(Padding padding) {
        return new StubModel(info.withPadding(padding), guidance, function);
    }

    StubModel guidedBy(Guidance other) {
        return new StubModel(info, other, function);
    }

    @Override
    public Tensor run(Tensor input) {
        assertEquals(info.inputChannels(), input.dim(0));
        assertEquals(0, input.dim(1) % info.sizeMultiple());
        assertEquals(0, input.dim(2) % info.sizeMultiple());
        return function.apply(input);
    }

    SamDeblur open() {
        return SamDeblur.builder().deblurModel(this).build();
    }

    /**
     * Channels made of an image and the masks as they are.
     *
     * @param channels how many are promised
     * @param function what is made
     */
    record Guidance(int channels, BiFunction<Tensor, MaskSet, Tensor> function) implements MaskGuidance {
        @Override
        public Grouping grouping() {
            return Grouping.NONE;
        }

        @Override
        public Tensor guide(Tensor image, MaskSet masks) {
            assertEquals(image.dim(1), masks.height());
            assertEquals(image.dim(2), masks.width());
            return function.apply(image, masks);
        }
    }
}
