package org.samdeblur.training;

import org.samdeblur.training.data.Batches;

/**
 * A source of batches. A batch depends only on the number of the step and on what the source was created with, such
 * as a seed, so that a training can be resumed without any state of its data.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainingData {
    /**
     * Returns the batch of a step. Called from one thread, which is not the training thread: the next batch is made
     * while the network trains.
     *
     * @param step the step, from 0
     * @return the batch; the same for the same step
     */
    TrainingBatch batch(long step);

    /**
     * Creates training data from patches.
     *
     * @param batches the patches of every step
     * @return the data
     */
    static TrainingData of(Batches batches) {
        return step -> TrainingBatch.of(batches.at(step));
    }
}
