package org.samdeblur.training;

import org.samdeblur.training.data.Batches;

/**
 * Where batches come from. A batch depends on the number of the step alone, beside what the data was made with, such as a seed:
 * that is why a training that was interrupted needs no state of the data to go on as if it had not been.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainingData {
    /**
     * Makes the batch of a step. Called from one thread, which is not the one that trains: the next batch is made while a step
     * is taken.
     *
     * @param step the step, from 0
     * @return the batch; the same for the same step
     */
    TrainingBatch batch(long step);

    /**
     * Takes patches of images.
     *
     * @param batches the patches of every step
     * @return the data
     */
    static TrainingData of(Batches batches) {
        return step -> TrainingBatch.of(batches.at(step));
    }
}
