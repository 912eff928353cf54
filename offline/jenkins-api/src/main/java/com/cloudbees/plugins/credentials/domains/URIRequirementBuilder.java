package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

public class URIRequirementBuilder {
    URIRequirementBuilder() {}

    @NonNull
    public static URIRequirementBuilder fromUri(@CheckForNull String uri) {
        return new URIRequirementBuilder();
    }

    @NonNull
    public List<DomainRequirement> build() {
        return new ArrayList<>();
    }
}
