package org.kohsuke.stapler;

public class HttpResponses {
    public static HttpRedirect redirectTo(String url) {
        return new HttpRedirect(url);
    }

    public static HttpResponse redirectToDot() {
        return redirectTo(".");
    }
}
