package org.samdeblur.spark;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.util.TaskCompletionListener;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.api.Segmenter;

/**
 * The models of this process: tasks with equal settings share one {@link SamDeblur} or {@link Segmenter}. It is loaded for the first
 * of them and kept for later ones. All are closed when the process ends, or the application of a driver that runs tasks itself.
 */
final class SharedModels {
    private static final Logger LOGGER = System.getLogger(SharedModels.class.getName());

    /** How many that no task uses stay loaded: a job may alternate between two, but a notebook may try many. */
    private static final int KEPT = 2;

    /** The least recently used first. */
    private static final Map<Key, Shared> LOADED = new LinkedHashMap<>(16, 0.75f, true);

    private static final Set<SparkContext> WATCHED = Collections.newSetFromMap(new WeakHashMap<>());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedModels::closeAll, "samdeblur-close"));
    }

    /** What is opened with settings: a {@link SamDeblur}, or a {@link Segmenter}. */
    private record Key(Class<?> type, SamDeblurSettings settings) {}

    /** What is loaded, and how many tasks use it. */
    private static final class Shared {
        final AutoCloseable models;
        int tasks;

        Shared(AutoCloseable models) {
            this.models = models;
        }
    }

    private SharedModels() {}

    /**
     * Returns all models for a task, which may use them until it ends.
     *
     * @param settings the task's settings
     * @param task the task
     * @return not to be closed by the task
     */
    static SamDeblur of(SamDeblurSettings settings, TaskContext task) {
        return lend(SamDeblur.class, settings, SamDeblurSettings::open, task);
    }

    /**
     * Returns the segmenter for a task, which may use it until it ends.
     *
     * @param settings the task's settings
     * @param task the task
     * @return not to be closed by the task
     */
    static Segmenter segmenterOf(SamDeblurSettings settings, TaskContext task) {
        return lend(Segmenter.class, settings, SamDeblurSettings::openSegmenter, task);
    }

    private static <T extends AutoCloseable> T lend(
            Class<T> type, SamDeblurSettings settings, Function<SamDeblurSettings, T> opening, TaskContext task) {
        Shared shared = lease(new Key(type, Placement.of(settings, task)), opening);
        task.addTaskCompletionListener((TaskCompletionListener) ended -> release(shared));
        return type.cast(shared.models);
    }

    private static synchronized Shared lease(Key key, Function<SamDeblurSettings, ? extends AutoCloseable> opening) {
        Shared shared = LOADED.get(key);
        if (shared == null) {
            closeIdle();
            shared = new Shared(opening.apply(key.settings()));
            LOADED.put(key, shared);
        }
        shared.tasks++;
        return shared;
    }

    private static synchronized void release(Shared shared) {
        shared.tasks--;
    }

    private static void closeIdle() {
        List<Key> idle = new ArrayList<>();
        LOADED.forEach((key, shared) -> {
            if (shared.tasks == 0) {
                idle.add(key);
            }
        });
        idle.subList(0, Math.max(0, idle.size() - (KEPT - 1))).forEach(key -> close(LOADED.remove(key).models));
    }

    /** Has models closed when an application ends whose driver runs tasks itself, and may live on. */
    static void closeWith(SparkContext context) {
        synchronized (WATCHED) {
            if (!WATCHED.add(context)) {
                return;
            }
        }
        context.addSparkListener(new SparkListener() {
            @Override
            public void onApplicationEnd(SparkListenerApplicationEnd end) {
                closeAll();
            }
        });
    }

    /** Closes all models, once the images in work are done. */
    static void closeAll() {
        List<Shared> all;
        synchronized (SharedModels.class) {
            all = List.copyOf(LOADED.values());
            LOADED.clear();
        }
        all.forEach(shared -> close(shared.models));
    }

    /** Returns how many are loaded. */
    static synchronized int count() {
        return LOADED.size();
    }

    private static void close(AutoCloseable models) {
        try {
            models.close();
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "models could not be closed", e);
        }
    }
}
