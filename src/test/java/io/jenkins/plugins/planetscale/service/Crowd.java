package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.Urgency;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import io.jenkins.plugins.planetscale.service.pace.Place;
import io.jenkins.plugins.planetscale.service.pace.Sleeper;
import java.util.ArrayList;
import java.util.List;

/** Many others who wait with the same token, each in a database of its own, so that each looks seldom. They ask nothing. */
public final class Crowd implements AutoCloseable {
    private final List<Sleeper> sleepers = new ArrayList<>();

    /** @param baseUrl of a connection that was used with the token before */
    public Crowd(PlanetScaleService service, String baseUrl, ServiceToken token, int count) {
        LookScheduler looks = service.looks(baseUrl, TokenFingerprint.of(token));
        for (int i = 0; i < count; i++) {
            Place place = new Place(new DatabaseRef("crowd", "db" + i), ResourceRef.Kind.DEPLOY_REQUEST);
            Sleeper[] self = {null};
            self[0] = new Sleeper(() -> looks.sleep(self[0], place, Urgency.COPYING));
            sleepers.add(self[0]);
            looks.sleep(self[0], place, Urgency.COPYING);
        }
    }

    @Override
    public void close() {
        sleepers.forEach(Sleeper::leave);
    }
}
