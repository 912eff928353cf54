package org.kohsuke.stapler;

import io.jenkins.plugins.planetscale.offline.Offline;

public class ForwardToView extends RuntimeException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    public ForwardToView(Object it, String view) {
        throw Offline.missing("ForwardToView");
    }

    public ForwardToView with(String varName, Object value) {
        throw Offline.missing("ForwardToView.with");
    }
}
