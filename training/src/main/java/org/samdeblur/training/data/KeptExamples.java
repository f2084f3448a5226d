package org.samdeblur.training.data;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** A cache of the most recently used examples, of up to a quarter of the heap. Safe for use by multiple threads. */
final class KeptExamples {
    private final IntFunction<Example> reader;
    private final long most;
    private final Map<Integer, Example> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    KeptExamples(IntFunction<Example> reader) {
        this(reader, Runtime.getRuntime().maxMemory() / 4);
    }

    KeptExamples(IntFunction<Example> reader, long most) {
        this.reader = reader;
        this.most = most;
    }

    synchronized Example get(int number) {
        Example known = kept.get(number);
        if (known != null) {
            return known;
        }
        Example read = reader.apply(number);
        kept.put(number, read);
        bytes += read.bytes();
        Iterator<Example> oldest = kept.values().iterator();
        while (bytes > most && kept.size() > 1) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
        return read;
    }
}
