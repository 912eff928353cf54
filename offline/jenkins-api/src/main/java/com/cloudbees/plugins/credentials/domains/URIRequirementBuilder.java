package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.List;

public class URIRequirementBuilder {
    URIRequirementBuilder() {}

    @NonNull
    public static URIRequirementBuilder fromUri(@CheckForNull String uri) {
        throw Offline.missing("URIRequirementBuilder.fromUri");
    }

    @NonNull
    public List<DomainRequirement> build() {
        throw Offline.missing("URIRequirementBuilder.build");
    }
}
