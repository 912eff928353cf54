package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.ArrayList;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class ListBoxModel extends ArrayList<ListBoxModel.Option> implements HttpResponse {
    public void add(@NonNull String displayName, @NonNull String value) {
        throw Offline.missing("ListBoxModel.add");
    }

    public ListBoxModel add(@NonNull String nameAndValue) {
        throw Offline.missing("ListBoxModel.add");
    }

    @ExportedBean(defaultVisibility = 999)
    public static final class Option {
        Option() {}
    }
}
