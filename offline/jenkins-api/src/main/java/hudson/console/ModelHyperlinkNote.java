package hudson.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.User;

public class ModelHyperlinkNote extends HyperlinkNote {
    ModelHyperlinkNote() {
        super(null, 0);
    }

    public static String encodeTo(@NonNull User u) {
        return u.getDisplayName();
    }
}
