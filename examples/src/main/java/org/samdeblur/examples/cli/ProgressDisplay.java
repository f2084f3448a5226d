package org.samdeblur.examples.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.samdeblur.api.Progress;

/** Shows how far work has come. */
interface ProgressDisplay extends AutoCloseable {
    /**
     * Begins with another file.
     *
     * @param file what is worked on
     * @return shows reports until the next file begins
     */
    Progress of(Path file);

    /** Removes what is shown. */
    @Override
    void close();

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
        public Progress of(Path file) {
            return Progress.NONE;
        }

        @Override
        public void close() {
            // nothing is shown
        }
    }

    /** A bar that fills up once for every stage of a file, and is gone when the work is done. */
    final class Bars implements ProgressDisplay {
        private final PrintStream terminal;
        private ProgressBar bar;

        Bars(PrintStream terminal) {
            this.terminal = terminal;
        }

        @Override
        public Progress of(Path file) {
            close();
            bar = new ProgressBarBuilder()
                    .setTaskName(file.getFileName().toString())
                    .setInitialMax(1)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal))
                    .clearDisplayOnFinish()
                    .continuousUpdate()
                    .build();
            ProgressBar current = bar;
            return (stage, done, total) -> {
                current.setExtraMessage(" " + stage.name().toLowerCase(Locale.ROOT));
                current.maxHint(total);
                current.stepTo(done);
                return true;
            };
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }
}
