package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.model.Page;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Collects the matching elements of a paged list, one request for each page. */
public final class PagedSearch implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What is noted is written down with the build: a list without an end must not be. */
    private static final int MOST_PAGES = 1_000;

    private int page = 1;
    private final ArrayList<String> ids = new ArrayList<>();

    public int page() {
        return page;
    }

    /** Ids that were noted on the pages seen so far. */
    public List<String> ids() {
        return List.copyOf(ids);
    }

    public void note(String id) {
        ids.add(id);
    }

    /** Takes note of a page; returns whether it was the last one. */
    public boolean isLast(Page<?> answer) {
        if (answer.nextPage() == null || answer.nextPage() <= page) {
            return true;
        }
        if (page >= MOST_PAGES) {
            throw new IllegalStateException("a list has more than " + MOST_PAGES + " pages");
        }
        page = answer.nextPage();
        return false;
    }
}
