package org.samdeblur.cli.train;

import org.samdeblur.api.CancelledException;
import org.samdeblur.training.ValidationData;

/**
 * Validation that ends between two images when the process is to end, since it may take hours. The trainer saves its state then,
 * as it does for any exception.
 *
 * @param images what a network is tried on
 * @param interruption may ask to stop
 */
record StoppableValidation(ValidationData images, Interruption interruption) implements ValidationData {
    /** Validation has been stopped. */
    static final class StoppedException extends CancelledException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped while the network was tried on the validation images");
        }
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public Example example(int index) {
        if (interruption.isAsked()) {
            throw new StoppedException();
        }
        return images.example(index);
    }
}
