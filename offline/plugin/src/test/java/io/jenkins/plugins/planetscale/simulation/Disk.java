package io.jenkins.plugins.planetscale.simulation;

import hudson.model.Action;
import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;

/**
 * What is written down of a build: its program, whole each time, and its {@code build.xml}. A kill finds the last
 * program, or the last but one, unless somebody was told that the last one is written.
 */
final class Disk {
    private byte[] last;
    private byte[] before;
    private boolean awaited;
    private byte[] actions;

    /** @param told whether somebody waits to hear that it is written */
    void write(Program program, boolean told) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Pickles(bytes)) {
            out.writeObject(program);
        } catch (IOException e) {
            throw new IllegalStateException("a program cannot be written", e);
        }
        before = last;
        last = bytes.toByteArray();
        awaited = told;
    }

    byte[] last() {
        return last;
    }

    /**
     * @param older the last but one, where that can be
     * @return null when nothing was written yet
     */
    Program restoreProgram(boolean older) {
        byte[] found = older && !awaited && before != null ? before : last;
        last = found;
        if (found == null) {
            return null;
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(found))) {
            return (Program) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("a program cannot be read", e);
        }
    }

    byte[] writeActions(BuildRun run) {
        actions = Jenkins.XSTREAM2.toXML(new ArrayList<>(run.getAllActions())).getBytes(StandardCharsets.UTF_8);
        return actions;
    }

    void restoreActions(BuildRun run) {
        if (actions == null) {
            return;
        }
        List<?> read = (List<?>) Jenkins.XSTREAM2.fromXML(new String(actions, StandardCharsets.UTF_8));
        for (Object action : read) {
            run.getActions().add((Action) action);
            if (action instanceof RunAction2 ours) {
                ours.onLoad(run);
            }
        }
    }

    /** Pipeline writes secrets down encrypted. */
    private static final class Pickles extends ObjectOutputStream {
        Pickles(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object original) {
            return original instanceof Secret secret ? new Pickle(secret.getEncryptedValue()) : original;
        }
    }

    private record Pickle(String encrypted) implements Serializable {
        private Object readResolve() {
            return Secret.decrypt(encrypted);
        }
    }
}
