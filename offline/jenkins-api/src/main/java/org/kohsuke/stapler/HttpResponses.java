package org.kohsuke.stapler;

import io.jenkins.plugins.planetscale.offline.Offline;

public class HttpResponses {
    public static HttpRedirect redirectTo(String url) {
        throw Offline.missing("HttpResponses.redirectTo");
    }

    public static HttpResponse redirectToDot() {
        throw Offline.missing("HttpResponses.redirectToDot");
    }
}
