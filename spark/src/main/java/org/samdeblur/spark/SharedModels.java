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
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.util.TaskCompletionListener;
import org.samdeblur.api.SamDeblur;

/**
 * The models of this process: tasks with equal settings share one {@link SamDeblur}. It is loaded for the first of them and kept for
 * later ones. All are closed when the process ends, or the application of a driver that runs tasks itself.
 */
final class SharedModels {
    private static final Logger LOGGER = System.getLogger(SharedModels.class.getName());

    /** How many that no task uses stay loaded: a job may alternate between two, but a notebook may try many. */
    private static final int KEPT = 2;

    /** By settings, the least recently used first. */
    private static final Map<SamDeblurSettings, Shared> LOADED = new LinkedHashMap<>(16, 0.75f, true);

    private static final Set<SparkContext> WATCHED = Collections.newSetFromMap(new WeakHashMap<>());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedModels::closeAll, "samdeblur-close"));
    }

    /** One that is loaded, and how many tasks use it. */
    private static final class Shared {
        final SamDeblur deblur;
        int tasks;

        Shared(SamDeblur deblur) {
            this.deblur = deblur;
        }
    }

    private SharedModels() {}

    /**
     * Returns the models for a task, which may use them until it ends.
     *
     * @param settings the task's settings
     * @param task the task
     * @return not to be closed by the task
     */
    static SamDeblur of(SamDeblurSettings settings, TaskContext task) {
        SamDeblurSettings placed = Placement.of(settings, task);
        Shared shared = lease(placed);
        task.addTaskCompletionListener((TaskCompletionListener) ended -> release(shared));
        return shared.deblur;
    }

    private static synchronized Shared lease(SamDeblurSettings settings) {
        Shared shared = LOADED.get(settings);
        if (shared == null) {
            closeIdle();
            shared = new Shared(settings.open());
            LOADED.put(settings, shared);
        }
        shared.tasks++;
        return shared;
    }

    private static synchronized void release(Shared shared) {
        shared.tasks--;
    }

    private static void closeIdle() {
        List<SamDeblurSettings> idle = new ArrayList<>();
        LOADED.forEach((settings, shared) -> {
            if (shared.tasks == 0) {
                idle.add(settings);
            }
        });
        idle.subList(0, Math.max(0, idle.size() - (KEPT - 1)))
                .forEach(settings -> close(LOADED.remove(settings).deblur));
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
        all.forEach(shared -> close(shared.deblur));
    }

    /** Returns how many are loaded. */
    static synchronized int count() {
        return LOADED.size();
    }

    private static void close(SamDeblur deblur) {
        try {
            deblur.close();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "models could not be closed", e);
        }
    }
}
