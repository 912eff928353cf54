package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Cause {

    public static class UserIdCause extends Cause {
        @Exported(visibility = 3)
        @CheckForNull
        public String getUserId() {
            throw Offline.missing("Cause.UserIdCause.getUserId");
        }
    }

    public static class UpstreamCause extends Cause {
        UpstreamCause() {}

        public List<Cause> getUpstreamCauses() {
            throw Offline.missing("Cause.UpstreamCause.getUpstreamCauses");
        }
    }
}
