package io.jenkins.plugins.planetscale.local.calls;

import io.jenkins.plugins.planetscale.local.Backup;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.CredentialJson;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;

/** Backups of branches. */
public final class BackupCalls {
    private static final String BACKUPS = Router.BRANCH + "/backups";

    private BackupCalls() {}

    public static void register(Router router) {
        router.on("GET", BACKUPS, BackupCalls::list, "read_backups");
        router.on("POST", BACKUPS, BackupCalls::create, "write_backups");
        router.on("GET", BACKUPS + "/:id", call -> LocalResponse.ok(CredentialJson.of(backup(call))), "read_backups");
        router.on("PATCH", BACKUPS + "/:id", BackupCalls::change, "write_backups");
        router.on(
                "DELETE", BACKUPS + "/:id", BackupCalls::delete, "delete_backups", "delete_production_branch_backups");
    }

    private static Backup backup(LocalRequest call) {
        return LocalRequest.present(call.branch().backups.stream()
                .filter(backup -> backup.id.equals(call.segment("id")))
                .findFirst()
                .orElse(null));
    }

    private static LocalResponse list(LocalRequest call) {
        String state = call.query("state");
        List<Backup> found = call.branch().backups.stream()
                .filter(backup -> state == null || backup.state.equals(state))
                .sorted((one, other) -> other.createdAt.compareTo(one.createdAt))
                .toList();
        return LocalResponse.counted(call, found, CredentialJson::of);
    }

    private static LocalResponse create(LocalRequest call) {
        Branch branch = call.branch();
        if (!branch.ready) {
            throw ApiError.unprocessable("Database branch " + branch.name + " is not ready.");
        }
        Instant now = branch.world.now();
        int value = call.integer("retention_value") == null ? 2 : call.integer("retention_value");
        if (value < 1 || value > 1000) {
            throw ApiError.unprocessable("Retention value must be between 1 and 1000");
        }
        Instant expires = expiry(now, call.text("retention_unit", "day"), value);
        Backup backup =
                new Backup(branch, call.text("name", Json.time(now).substring(0, 10)), call.actor(), now, false);
        backup.expiresAt = expires;
        branch.backups.add(backup);
        branch.database.counters.created("backups");
        return LocalResponse.created(CredentialJson.of(backup));
    }

    private static Instant expiry(Instant now, String unit, int value) {
        if (unit.equals("hour")) {
            return now.plusSeconds(3600L * value);
        }
        Period period =
                switch (unit) {
                    case "day" -> Period.ofDays(value);
                    case "week" -> Period.ofWeeks(value);
                    case "month" -> Period.ofMonths(value);
                    case "year" -> Period.ofYears(value);
                    default -> throw ApiError.unprocessable("Retention unit is not included in the list");
                };
        return now.atZone(ZoneOffset.UTC).plus(period).toInstant();
    }

    private static LocalResponse change(LocalRequest call) {
        Backup backup = backup(call);
        backup.guarded = call.flag("protected", backup.guarded);
        return LocalResponse.ok(CredentialJson.of(backup));
    }

    private static LocalResponse delete(LocalRequest call) {
        Backup backup = backup(call);
        call.requireAny(backup.branch.production ? "delete_production_branch_backups" : "delete_backups");
        if (backup.guarded || backup.scheduled) {
            throw ApiError.unprocessable("Backup is protected and cannot be deleted.");
        }
        backup.branch.backups.remove(backup);
        backup.branch.database.counters.deleted("backups");
        return LocalResponse.noContent();
    }
}
