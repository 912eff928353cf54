package io.jenkins.plugins.planetscale.local;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;

/** Backups of branches. */
final class BackupCalls {
    private static final String BACKUPS = Router.BRANCH + "/backups";

    private BackupCalls() {}

    static void register(Router router) {
        router.on("GET", BACKUPS, BackupCalls::list, "read_backups");
        router.on("POST", BACKUPS, BackupCalls::create, "write_backups");
        router.on("GET", BACKUPS + "/:id", call -> Answer.ok(CredentialJson.of(backup(call))), "read_backups");
        router.on("PATCH", BACKUPS + "/:id", BackupCalls::change, "write_backups");
        router.on(
                "DELETE", BACKUPS + "/:id", BackupCalls::delete, "delete_backups", "delete_production_branch_backups");
    }

    private static Backup backup(Call call) {
        return Call.present(call.branch().backups.stream()
                .filter(backup -> backup.id.equals(call.segment("id")))
                .findFirst()
                .orElse(null));
    }

    private static Answer list(Call call) {
        String state = call.query("state");
        List<Backup> found = call.branch().backups.stream()
                .filter(backup -> state == null || backup.state.equals(state))
                .sorted((one, other) -> other.createdAt.compareTo(one.createdAt))
                .toList();
        return Answer.counted(call, found, CredentialJson::of);
    }

    private static Answer create(Call call) {
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
        return Answer.created(CredentialJson.of(backup));
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

    private static Answer change(Call call) {
        Backup backup = backup(call);
        backup.guarded = call.flag("protected", backup.guarded);
        return Answer.ok(CredentialJson.of(backup));
    }

    private static Answer delete(Call call) {
        Backup backup = backup(call);
        call.requireAny(backup.branch.production ? "delete_production_branch_backups" : "delete_backups");
        if (backup.guarded || backup.scheduled) {
            throw ApiError.unprocessable("Backup is protected and cannot be deleted.");
        }
        backup.branch.backups.remove(backup);
        backup.branch.database.counters.deleted("backups");
        return Answer.noContent();
    }
}
