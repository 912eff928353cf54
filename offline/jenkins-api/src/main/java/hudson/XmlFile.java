package hudson;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.XStreamException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

public final class XmlFile {
    private final XStream xs;
    private final File file;

    public XmlFile(XStream xs, File file) {
        this.xs = xs;
        this.file = file;
    }

    public File getFile() {
        return file;
    }

    public Object read() throws IOException {
        try (InputStream in = Files.newInputStream(file.toPath())) {
            return xs.fromXML(in);
        } catch (XStreamException e) {
            throw new IOException("Unable to read " + file, e);
        }
    }

    /** Whole or not at all. */
    public void write(Object o) throws IOException {
        Path folder = file.toPath().toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, file.getName(), ".tmp");
        try (Writer out = Files.newBufferedWriter(temporary)) {
            xs.toXML(o, out);
        } catch (XStreamException e) {
            throw new IOException("Unable to write " + file, e);
        }
        Files.move(temporary, file.toPath(), StandardCopyOption.REPLACE_EXISTING);
    }

    public boolean exists() {
        return file.exists();
    }
}
