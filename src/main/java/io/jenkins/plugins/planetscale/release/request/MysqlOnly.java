package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import java.time.Instant;

/**
 * Reads the kind of a database where no deploy request is found: only MySQL databases have deploy requests, which may
 * be why.
 */
public final class MysqlOnly {
    private MysqlOnly() {}

    /** The request that reads the database. @param otherwise what follows where it is a MySQL database, or cannot be read */
    static ApiRequest<?> reading(DatabaseRef database, ApiRequest.Handler<Void> otherwise) {
        return ApiRequest.of(DatabaseCalls.get(database), (Database found, Instant now) -> {
                    check(database, found);
                    otherwise.accept(null, now);
                })
                .on(PlanetScaleException.class, (error, now) -> otherwise.accept(null, now));
    }

    public static void check(DatabaseRef database, Database found) throws InvalidInputException {
        if (!found.isMysql()) {
            throw new InvalidInputException("Database " + database + " is a " + found.kind()
                    + " database; PlanetScale has deploy requests for MySQL databases only. Nothing was changed.");
        }
    }
}
