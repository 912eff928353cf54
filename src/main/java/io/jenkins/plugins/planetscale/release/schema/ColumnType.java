package io.jenkins.plugins.planetscale.release.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A column's type as MySQL calls it.
 *
 * @param name lower case, without synonyms: {@code int}, {@code double precision} is {@code double}
 * @param sizes length, or precision and scale; empty where the type has its default
 * @param values of ENUM and SET, in order
 */
public record ColumnType(String name, List<Integer> sizes, List<String> values, boolean unsigned, boolean zerofill) {
    public ColumnType {
        sizes = List.copyOf(sizes);
        values = List.copyOf(values);
    }

    /** The first size, or what it is by default. */
    int size(int byDefault) {
        return sizes.isEmpty() ? byDefault : sizes.get(0);
    }

    int scale(int byDefault) {
        return sizes.size() < 2 ? byDefault : sizes.get(1);
    }

    /** As in {@code SHOW CREATE TABLE}. */
    @Override
    public String toString() {
        String in = !values.isEmpty()
                ? values.stream().map(SqlText::string).collect(Collectors.joining(","))
                : sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
        return name
                + (in.isEmpty() ? "" : "(" + in + ")")
                + (unsigned ? " unsigned" : "")
                + (zerofill ? " zerofill" : "");
    }
}
