package io.jenkins.plugins.planetscale.client.model;

import java.util.List;

/** One page of a list; {@code nextPage} is null on the last one. */
public record Page<T>(Integer currentPage, Integer nextPage, List<T> data) {
    public Page {
        data = data == null ? List.of() : data;
    }
}
