package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Actionable extends AbstractModelObject {
    private final List<Action> actions = new CopyOnWriteArrayList<>();

    @Deprecated
    @NonNull
    public List<Action> getActions() {
        return actions;
    }

    @NonNull
    public <T extends Action> List<T> getActions(Class<T> type) {
        return getActions().stream().filter(type::isInstance).map(type::cast).collect(Collectors.toList());
    }

    @Exported(name = "actions")
    @NonNull
    public final List<? extends Action> getAllActions() {
        return getActions();
    }

    public void addAction(@NonNull Action a) {
        getActions().add(a);
    }

    public <T extends Action> T getAction(Class<T> type) {
        List<T> found = getActions(type);
        return found.isEmpty() ? null : found.get(0);
    }
}
