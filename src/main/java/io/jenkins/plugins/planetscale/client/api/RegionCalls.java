package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Region;

/** The calls about the regions in which a branch may run. */
public final class RegionCalls {
    private RegionCalls() {}

    /** The public regions. Needs no access. */
    public static ApiCall<Page<Region>> list(int page) {
        return ApiCall.get("regions")
                .about("the regions of PlanetScale")
                .page(page)
                .asPageOf(Region.class);
    }
}
