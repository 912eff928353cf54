package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.List;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Actionable extends AbstractModelObject {
    @Deprecated
    @NonNull
    public List<Action> getActions() {
        throw Offline.missing("Actionable.getActions");
    }

    @NonNull
    public <T extends Action> List<T> getActions(Class<T> type) {
        throw Offline.missing("Actionable.getActions");
    }

    public void addAction(@NonNull Action a) {
        throw Offline.missing("Actionable.addAction");
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw Offline.missing("Actionable.getAction");
    }
}
