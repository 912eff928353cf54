package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import io.jenkins.plugins.planetscale.offline.Offline;
import jenkins.model.Loadable;
import jenkins.util.io.OnMaster;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable, OnMaster {
    public final transient Class<? extends T> clazz = null /* TODO */;

    protected Descriptor() {}

    @NonNull
    public String getDisplayName() {
        throw Offline.missing("Descriptor.getDisplayName");
    }

    public String getId() {
        throw Offline.missing("Descriptor.getId");
    }

    public T newInstance(@Nullable StaplerRequest2 req, @NonNull JSONObject formData) throws Descriptor.FormException {
        throw Offline.missing("Descriptor.newInstance");
    }

    public boolean configure(StaplerRequest2 req, JSONObject json) throws Descriptor.FormException {
        throw Offline.missing("Descriptor.configure");
    }

    public void save() {
        throw Offline.missing("Descriptor.save");
    }

    public void load() {
        throw Offline.missing("Descriptor.load");
    }

    public static final class FormException extends Exception implements HttpResponse {
        public FormException(String message, String formField) {}
    }
}
