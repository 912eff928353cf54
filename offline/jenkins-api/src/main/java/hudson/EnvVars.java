package hudson;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.Map;
import java.util.TreeMap;

public class EnvVars extends TreeMap<String, String> {
    public EnvVars() {}

    public EnvVars(@NonNull Map<String, String> m) {}

    public EnvVars(@NonNull EnvVars m) {}

    public EnvVars(String... keyValuePairs) {}

    public void override(String key, String value) {
        throw Offline.missing("EnvVars.override");
    }

    public EnvVars overrideAll(Map<String, String> all) {
        throw Offline.missing("EnvVars.overrideAll");
    }

    public String get(String key, String defaultValue) {
        throw Offline.missing("EnvVars.get");
    }

    public String put(String key, String value) {
        throw Offline.missing("EnvVars.put");
    }

    public String expand(String s) {
        throw Offline.missing("EnvVars.expand");
    }
}
