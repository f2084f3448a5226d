package org.samdeblur.api;

/**
 * How a deblurring network is to be loaded.
 *
 * @param pooling how global average pools are computed
 * @param graphForm whether the network is rewritten to run faster
 */
public record DeblurModelOptions(Pooling pooling, GraphForm graphForm) {
    /** The defaults: global pools, rewritten. */
    public static final DeblurModelOptions DEFAULT = new DeblurModelOptions(Pooling.GLOBAL, GraphForm.REWRITTEN);

    /** How a network's global average pools are computed. */
    public enum Pooling {
        /** Over the whole feature map, as trained. */
        GLOBAL,
        /**
         * Over a window of 1.5 times the training patch (TLC, the test-time local converter). The paper uses it on GoPro
         * only: it is known to cause coloured mosaics on photographs unlike the training data.
         */
        LOCAL
    }

    /** The form in which a network runs. */
    public enum GraphForm {
        /** Rewritten to run faster, the same up to rounding. */
        REWRITTEN,
        /** As published, operator by operator. */
        PLAIN
    }
}
