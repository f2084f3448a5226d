package org.samdeblur.api;

/** A network whose channels in addition to the image's come from a guidance. */
record GuidedModel(MaskGuidance guidance, DeblurModel network) implements DeblurModel {
    GuidedModel {
        int wanted = 3 + guidance.channels();
        if (network.info().inputChannels() != wanted) {
            throw new InvalidModelException("network '" + network.info().name() + "' takes "
                    + network.info().inputChannels() + " channels; behind a MAP unit of " + guidance.channels()
                    + " channels it must take " + wanted + ": widen it first, or use another encoder");
        }
    }

    @Override
    public ModelInfo info() {
        return network.info();
    }

    @Override
    public Tensor run(Tensor input) {
        return network.run(input);
    }

    @Override
    public void close() {
        network.close();
    }
}
