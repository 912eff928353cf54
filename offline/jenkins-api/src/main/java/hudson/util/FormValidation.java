package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;

public abstract class FormValidation extends IOException implements HttpResponse {
    public final FormValidation.Kind kind = null /* TODO */;

    FormValidation() {}

    public static FormValidation error(String message) {
        throw Offline.missing("FormValidation.error");
    }

    public static FormValidation warning(String message) {
        throw Offline.missing("FormValidation.warning");
    }

    public static FormValidation ok(String message) {
        throw Offline.missing("FormValidation.ok");
    }

    public static FormValidation ok() {
        throw Offline.missing("FormValidation.ok");
    }

    @NonNull
    public static FormValidation aggregate(@NonNull Collection<FormValidation> validations) {
        throw Offline.missing("FormValidation.aggregate");
    }

    public static FormValidation validatePositiveInteger(String value) {
        throw Offline.missing("FormValidation.validatePositiveInteger");
    }

    public enum Kind {
        OK,
        WARNING,
        ERROR
    }
}
