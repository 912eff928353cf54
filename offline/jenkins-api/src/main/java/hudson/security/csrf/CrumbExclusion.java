package hudson.security.csrf;

import hudson.ExtensionPoint;
import io.jenkins.plugins.planetscale.offline.Offline;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

public abstract class CrumbExclusion implements ExtensionPoint {
    public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        throw Offline.missing("CrumbExclusion.process");
    }
}
