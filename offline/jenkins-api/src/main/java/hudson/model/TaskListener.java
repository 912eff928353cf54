package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

public interface TaskListener {
    TaskListener NULL = new NullTaskListener();

    @NonNull
    PrintStream getLogger();

    @NonNull
    default PrintWriter error(String msg) {
        getLogger().println("ERROR: " + msg);
        return new PrintWriter(new OutputStreamWriter(getLogger(), StandardCharsets.UTF_8), true);
    }

    @NonNull
    default PrintWriter error(String format, Object... args) {
        return error(String.format(format, args));
    }
}

class NullTaskListener implements TaskListener {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream(), false, charset());

    private static Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public PrintStream getLogger() {
        return NOWHERE;
    }
}
