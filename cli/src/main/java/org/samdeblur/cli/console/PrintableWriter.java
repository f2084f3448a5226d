package org.samdeblur.cli.console;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.samdeblur.api.text.Printable;

/** Escapes unprintable characters, except line breaks, so that names in files cannot control a terminal. */
public final class PrintableWriter extends FilterWriter {
    private PrintableWriter(Writer out) {
        super(out);
    }

    /**
     * Wraps a writer.
     *
     * @param out receives the escaped text
     * @return the writer to use
     */
    public static PrintWriter over(PrintWriter out) {
        return new PrintWriter(new PrintableWriter(out), true);
    }

    @Override
    public void write(int character) throws IOException {
        write(String.valueOf((char) character), 0, 1);
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        write(new String(characters, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(Printable.escape(text.substring(offset, offset + length)));
    }
}
