package org.samdeblur.networks.sam.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lends what only one thread at a time may use, and makes more of it when many threads are at work.
 *
 * @param <T> what is lent
 */
final class ObjectPool<T> {
    private final Queue<T> free = new ConcurrentLinkedQueue<>();
    private final Supplier<T> more;

    ObjectPool(Supplier<T> more) {
        this.more = more;
    }

    void use(Consumer<T> work) {
        T waiting = free.poll();
        T place = waiting == null ? more.get() : waiting;
        try {
            work.accept(place);
        } finally {
            free.add(place);
        }
    }
}
