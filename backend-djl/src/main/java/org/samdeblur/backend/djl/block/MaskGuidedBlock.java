package org.samdeblur.backend.djl.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A block that computes channels from images and masks, and passes them, after the image's, to a wrapped block. */
abstract sealed class MaskGuidedBlock extends AbstractBlock permits MapBlock, GreyCodeBlock {
    private static final byte VERSION = 1;

    private final int channels;
    private final Block network;

    MaskGuidedBlock(int channels, Block network) {
        super(VERSION);
        this.channels = channels;
        this.network = network;
    }

    /**
     * Adds the wrapped block. Constructors call it after they have added the block's own parameters, which come first.
     */
    final void addNetwork() {
        addChildBlock("network", network);
    }

    abstract NDArray guide(ParameterStore store, MaskInputs inputs, boolean training);

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        MaskInputs given = MaskInputs.of(inputs, params);
        return network.forward(parameterStore, given.with(guide(parameterStore, given, training)), training, params);
    }

    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        network.initialize(manager, dataType, MaskInputs.childShapes(inputShapes, channels));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return network.getOutputShapes(MaskInputs.childShapes(inputShapes, channels));
    }
}
