package hudson.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.User;
import io.jenkins.plugins.planetscale.offline.Offline;

public class ModelHyperlinkNote extends HyperlinkNote {
    ModelHyperlinkNote() {
        super(null, 0);
    }

    public static String encodeTo(@NonNull User u) {
        throw Offline.missing("ModelHyperlinkNote.encodeTo");
    }
}
