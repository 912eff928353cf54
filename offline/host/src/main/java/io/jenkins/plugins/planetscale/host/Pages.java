package io.jenkins.plugins.planetscale.host;

import jakarta.servlet.RequestDispatcher;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Reads the answer of a web method without a web server. */
final class Pages {
    private Pages() {}

    /** What a page of refusal says; null for a redirect, which is what follows a good answer. */
    static String refusal(HttpResponse response) throws Exception {
        if (response instanceof HttpRedirect) {
            return null;
        }
        Map<String, Object> shown = new HashMap<>();
        RequestDispatcher nowhere = proxy(RequestDispatcher.class, shown);
        shown.put("getView", nowhere);
        response.generateResponse(proxy(StaplerRequest2.class, shown), proxy(StaplerResponse2.class, shown), null);
        return String.valueOf(shown.get("reason"));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> shown) {
        return type.cast(Proxy.newProxyInstance(
                Pages.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("setAttribute")) {
                        shown.put((String) arguments[0], arguments[1]);
                    }
                    return shown.get(method.getName());
                }));
    }
}
