package org.kohsuke.stapler;

import io.jenkins.plugins.planetscale.offline.Offline;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;

public class Stapler extends HttpServlet {
    public void init(ServletConfig servletConfig) throws ServletException {
        throw Offline.missing("Stapler.init");
    }

    public static StaplerRequest2 getCurrentRequest2() {
        return Offline.isInstalled() ? Offline.controller().request() : null;
    }
}
