package io.jenkins.plugins.planetscale.service;

import hudson.Extension;
import hudson.ExtensionList;

/** The PlanetScale service of this controller: drives all operations. Thread-safe. */
@Extension
public final class PlanetScaleService {
    public static PlanetScaleService get() {
        return ExtensionList.lookupSingleton(PlanetScaleService.class);
    }

    /** Begins to drive a work, or goes on with it; returns at once and does no I/O on the caller's thread. */
    public Watch drive(Work work) {
        throw new UnsupportedOperationException(work.owner());
    }
}
