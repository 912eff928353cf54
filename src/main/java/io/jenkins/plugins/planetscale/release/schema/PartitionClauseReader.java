package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import io.jenkins.plugins.planetscale.release.schema.PartitionComparison.Way;
import java.util.ArrayList;
import java.util.List;

/** Parses the partitioning clauses of an ALTER TABLE, and applies them to the table. */
final class PartitionClauseReader {
    private final SqlCursor in;
    private final AlteredTable table;
    private final TableDefinition after;
    /** Whether rows are spread anew, rather than dropped with their partition. */
    private boolean spread;

    PartitionClauseReader(SqlCursor in, AlteredTable table) {
        this.in = in;
        this.table = table;
        after = table.after();
    }

    /** How rows came to other partitions by the clauses that were read. */
    Way way() {
        return spread ? Way.SPREAD : Way.DROPPED;
    }

    /** What follows ADD PARTITION. */
    void add() throws UnreadableSqlException {
        if (in.take("PARTITIONS")) {
            in.number();
            table.note(Effect.CHANGE, "partitions", "partitions are added");
            return;
        }
        var added = Partitioning.list(in);
        if (after.partitioning() == null) {
            added.forEach((partition, values) -> table.note(Difference.added("partition " + partition, values)));
            return;
        }
        for (String partition : added.keySet()) {
            if (after.partitioning().values(partition) != null) {
                table.requirePresent("partition", partition);
            } else if (table.hadPartition(partition)) {
                table.note(
                        Effect.LOSS,
                        "partition " + partition,
                        "partition " + partition + " is dropped, and added anew by the same statement: its rows go");
            }
        }
        after.partitioning(after.partitioning().with(added));
    }

    /** What follows DROP PARTITION. */
    void drop() throws UnreadableSqlException {
        do {
            drop(in.name());
        } while (in.sees(",") && !in.peek(1).is("DROP") && !in.peek(1).is("ADD") && in.take(","));
    }

    private void drop(String partition) {
        if (after.partitioning() == null) {
            table.note(
                    Effect.LOSS,
                    "partition " + partition,
                    "partition " + partition + " is dropped; its rows go with it");
            return;
        }
        if (after.partitioning().values(partition) == null) {
            table.missing("partition", partition);
        }
        after.partitioning(after.partitioning().without(partition));
    }

    /** Any other clause about partitions; whether it was one. */
    boolean read() throws UnreadableSqlException {
        if (in.take("PARTITION", "BY")) {
            after.partitioning(Partitioning.read(in));
            spread = true;
            if (!table.isKnown()) {
                table.note(Effect.UNCLEAR, "partitions", "the table is spread over partitions in another way");
            }
        } else if (in.take("REMOVE", "PARTITIONING")) {
            after.partitioning(null);
        } else if (in.take("REORGANIZE", "PARTITION")) {
            reorganize();
        } else if (in.take("COALESCE", "PARTITION")) {
            in.number();
            table.note(Effect.CHANGE, "partitions", "the rows go to fewer partitions");
        } else if (in.sees("TRUNCATE", "PARTITION") || in.sees("DISCARD") || in.sees("EXCHANGE")) {
            table.note(
                    Effect.LOSS,
                    "partitions",
                    "rows are deleted by " + in.peek().text() + " …");
            rest();
        } else if (in.seesAny("REBUILD", "ANALYZE", "OPTIMIZE", "CHECK", "REPAIR", "IMPORT")) {
            table.note(
                    Effect.UNCLEAR,
                    "partitions",
                    "it is not known what " + in.peek().text() + " … does to the rows");
            rest();
        } else {
            return false;
        }
        return true;
    }

    private void reorganize() throws UnreadableSqlException {
        List<String> gone = new ArrayList<>();
        while (!in.isEnd() && !in.sees("INTO")) {
            gone.add(in.name());
            in.take(",");
        }
        in.expect("INTO");
        var made = Partitioning.list(in);
        if (after.partitioning() == null) {
            table.note(
                    table.isKnown() ? Effect.UNCLEAR : Effect.CHANGE,
                    "partitions",
                    "the rows of partitions go to other ones");
            return;
        }
        spread = true;
        for (String partition : gone) {
            if (after.partitioning().values(partition) == null) {
                table.missing("partition", partition);
            }
        }
        after.partitioning(after.partitioning().replaced(gone, made));
    }

    private void rest() {
        while (!in.isEnd() && !in.sees(";")) {
            in.next();
        }
    }
}
