package org.kohsuke.stapler;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

public interface StaplerRequest2 extends HttpServletRequest {
    RequestDispatcher getView(Object it, String viewName) throws IOException;

    <T> T findAncestorObject(Class<T> type);

    <T> List<T> bindJSONToList(Class<T> type, Object src);
}
