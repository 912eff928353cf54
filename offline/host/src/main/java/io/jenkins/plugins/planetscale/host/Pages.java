package io.jenkins.plugins.planetscale.host;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Reads the answer of a web method without a web server, as a script does. */
final class Pages {
    private Pages() {}

    /** Why a decision does not count; null for one that does. */
    static String refusal(HttpResponse response) throws Exception {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        response.generateResponse(proxy(StaplerRequest2.class, writer), proxy(StaplerResponse2.class, writer), null);
        JSONObject told = JSONObject.fromObject(text.toString());
        return told.getBoolean("ok") ? null : told.getString("message");
    }

    /** Says nothing, but that what is written goes to that writer. */
    private static <T> T proxy(Class<T> type, PrintWriter writer) {
        return type.cast(Proxy.newProxyInstance(
                Pages.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getName().equals("getWriter") ? writer : null));
    }
}
