package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Cause {
    @Exported(visibility = 3)
    public abstract String getShortDescription();

    public static class UserIdCause extends Cause {
        private final String userId;

        public UserIdCause(@CheckForNull String userId) {
            this.userId = userId;
        }

        @Exported(visibility = 3)
        @CheckForNull
        public String getUserId() {
            return userId;
        }

        @Override
        public String getShortDescription() {
            return "Started by user " + userId;
        }
    }

    public static class UpstreamCause extends Cause {
        private final Run<?, ?> upstream;

        public UpstreamCause(Run<?, ?> up) {
            upstream = up;
        }

        @CheckForNull
        public Run<?, ?> getUpstreamRun() {
            return upstream;
        }

        public List<Cause> getUpstreamCauses() {
            return upstream.getCauses();
        }

        @Override
        public String getShortDescription() {
            return "Started by upstream project " + upstream.getFullDisplayName();
        }

        /** Where Jenkins cuts a long chain of causes; offline none is cut. */
        public static class DeeplyNestedUpstreamCause extends Cause {
            @Override
            public String getShortDescription() {
                return "(deeply nested causes)";
            }
        }
    }
}
