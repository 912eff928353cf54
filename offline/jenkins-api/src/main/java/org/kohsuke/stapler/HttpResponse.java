package org.kohsuke.stapler;

import io.jenkins.plugins.planetscale.offline.Offline;
import jakarta.servlet.ServletException;
import java.io.IOException;

public interface HttpResponse {
    default void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        throw Offline.missing("HttpResponse.generateResponse");
    }
}
