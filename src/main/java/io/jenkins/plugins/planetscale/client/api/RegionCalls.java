package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Named;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Region;

/** The calls about what PlanetScale offers for a new branch: where it may run, and how large it may be. */
public final class RegionCalls {
    private RegionCalls() {}

    /** The public regions. Needs no access. */
    public static ApiCall<Page<Region>> list(int page) {
        return ApiCall.get("regions")
                .about("the regions of PlanetScale")
                .page(page)
                .asPageOf(Region.class);
    }

    /** The cluster sizes, by name. Named in the OpenAPI document, but not described there [S cluster-size-skus]. */
    public static ApiCall<Named[]> sizes(DatabaseRef database) {
        return ApiCall.get("organizations", database.organization(), "cluster-size-skus")
                .about("the cluster sizes of \"" + database.organization() + "\"")
                .needs("read_organization")
                .as(Named[].class);
    }
}
