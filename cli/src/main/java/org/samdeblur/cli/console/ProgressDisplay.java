package org.samdeblur.cli.console;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.samdeblur.api.Progress;
import org.samdeblur.api.text.Printable;

/** Shows progress. */
public interface ProgressDisplay extends AutoCloseable {
    /**
     * Starts the display for a file.
     *
     * @param title the file
     * @return a progress that shows its reports
     */
    Progress of(String title);

    /**
     * Shows the progress of work without stages.
     *
     * @param title a description of the work
     * @param done units finished
     * @param total units in all
     */
    void count(String title, long done, long total);

    /** Removes what is shown, so that something else can be printed. */
    void clear();

    @Override
    default void close() {
        clear();
    }

    /**
     * Returns bars on a terminal, and nothing anywhere else.
     *
     * @return the display
     */
    static ProgressDisplay suitable() {
        return System.console() == null ? new Silent() : new Bars(System.err);
    }

    /** Shows nothing. */
    final class Silent implements ProgressDisplay {
        @Override
        public Progress of(String title) {
            return Progress.NONE;
        }

        @Override
        public void count(String title, long done, long total) {
            // nothing is shown
        }

        @Override
        public void clear() {
            // nothing is shown
        }
    }

    /**
     * One bar at a time, for a stage of the work on a file. If several files are processed at a time, the file of the
     * last report is shown.
     */
    final class Bars implements ProgressDisplay {
        private static final int REFRESH_MILLISECONDS = 200;

        private final ErasableLine line;
        private ProgressBar bar;
        private String shown;

        Bars(PrintStream terminal) {
            this.line = new ErasableLine(terminal);
        }

        @Override
        public Progress of(String title) {
            clear();
            return (stage, done, total) -> {
                show(title + " " + stage.name().toLowerCase(Locale.ROOT), done, total);
                return true;
            };
        }

        private synchronized void show(String task, long done, long total) {
            if (!task.equals(shown)) {
                begin(task);
                shown = task;
            }
            bar.maxHint(total);
            bar.stepTo(done);
        }

        @Override
        public synchronized void count(String title, long done, long total) {
            if (bar == null) {
                begin(title);
            }
            bar.maxHint(total);
            bar.stepTo(done);
        }

        private void begin(String task) {
            clear();
            bar = new ProgressBarBuilder()
                    .setTaskName(Printable.line(task))
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
                    .setConsumer(line)
                    .build();
        }

        @Override
        public synchronized void clear() {
            shown = null;
            if (bar != null) {
                bar.close();
                line.clear();
                bar = null;
            }
        }
    }
}
