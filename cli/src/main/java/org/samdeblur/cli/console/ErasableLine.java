package org.samdeblur.cli.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The current line of a terminal, which is overwritten repeatedly and erased at the end. */
final class ErasableLine implements ProgressBarConsumer {
    /** Few terminals are narrower; a line that wraps cannot be erased. */
    private static final int COLUMNS = 79;

    private final PrintStream terminal;

    ErasableLine(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public int getMaxRenderedLength() {
        return COLUMNS;
    }

    @Override
    public void accept(String text) {
        terminal.print("\r" + text);
        terminal.flush();
    }

    @Override
    public void clear() {
        accept(" ".repeat(COLUMNS) + "\r");
    }

    /** Does nothing: a bar that ends before it was first shown does not call this, so its owner clears the line. */
    @Override
    public void close() {}
}
