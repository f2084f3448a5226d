package org.samdeblur.api;

/** No channels in addition to the image's. */
enum NoGuidance implements MaskGuidance {
    INSTANCE;

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public Grouping grouping() {
        return Grouping.NONE;
    }

    @Override
    public Tensor guide(Tensor image, MaskSet masks) {
        return Tensor.zeros(0, image.dim(1), image.dim(2));
    }
}
