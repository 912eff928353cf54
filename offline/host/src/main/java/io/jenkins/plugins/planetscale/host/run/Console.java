package io.jenkins.plugins.planetscale.host.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The console log of a build: whole lines in the order in which they were written, by whomever. Thread-safe. */
public final class Console {
    private final PrintStream out;
    private final StringBuilder log = new StringBuilder();
    private final List<Consumer<String>> readers = new ArrayList<>();

    /** @param out where to show it as well */
    public Console(PrintStream out) {
        this.out = out;
    }

    /** Told of every line from now on, while it is being written: it must not wait for anything. */
    public synchronized void read(Consumer<String> reader) {
        readers.add(reader);
    }

    public synchronized void line(String line) {
        log.append(line).append('\n');
        out.println(line);
        out.flush();
        List.copyOf(readers).forEach(reader -> reader.accept(line));
    }

    public synchronized String text() {
        return log.toString();
    }

    /** What the steps write: lines, cut where they end. Each writer has its own. */
    OutputStream stream() {
        return new Lines();
    }

    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                end();
            } else if (b != '\r') {
                begun.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }

        private void end() {
            line(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }

        @Override
        public synchronized void close() {
            if (begun.size() > 0) {
                end();
            }
        }
    }

    /** For streams that cannot fail. */
    static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
