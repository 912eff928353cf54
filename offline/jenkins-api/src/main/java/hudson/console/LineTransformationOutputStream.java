package hudson.console;

import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.io.OutputStream;

public abstract class LineTransformationOutputStream extends OutputStream {
    public void write(int b) throws IOException {
        throw Offline.missing("LineTransformationOutputStream.write");
    }

    public void close() throws IOException {
        throw Offline.missing("LineTransformationOutputStream.close");
    }

    public abstract static class Delegating extends LineTransformationOutputStream {
        protected Delegating(OutputStream out) {}

        public void flush() throws IOException {
            throw Offline.missing("LineTransformationOutputStream.Delegating.flush");
        }

        public void close() throws IOException {
            throw Offline.missing("LineTransformationOutputStream.Delegating.close");
        }
    }
}
