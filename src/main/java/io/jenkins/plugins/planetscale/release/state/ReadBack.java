package io.jenkins.plugins.planetscale.release.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Repairs values read from a build's record, in which anything can be missing or wrong after a disk error or manual
 * edits, so that the pages can still be rendered.
 */
public final class ReadBack {
    /** More than any message of ours has. */
    private static final int LONGEST = 10_000;

    /** Milliseconds of the epoch in the year 9999. */
    private static final long LATEST = 253_370_764_800_000L;

    private ReadBack() {}

    /** What of a list is of that type; empty for none. A hand can write anything into a list. */
    public static <T> ArrayList<T> list(Collection<?> read, Class<T> type) {
        ArrayList<T> whole = new ArrayList<>();
        if (read != null) {
            for (Object element : read) {
                if (type.isInstance(element)) {
                    whole.add(type.cast(element));
                }
            }
        }
        return whole;
    }

    /** The entries that are texts; empty for none. */
    public static LinkedHashMap<String, String> texts(Map<?, ?> read) {
        LinkedHashMap<String, String> whole = new LinkedHashMap<>();
        if (read != null) {
            read.forEach((key, value) -> {
                if (key instanceof String name && (value == null || value instanceof String)) {
                    whole.put(name, (String) value);
                }
            });
        }
        return whole;
    }

    /** A message, not longer than any is; null for null. */
    public static String text(String read) {
        return read == null || read.length() <= LONGEST ? read : read.substring(0, LONGEST) + " …";
    }

    /** As {@link #text}, and never null. */
    public static String text(String read, String otherwise) {
        return read == null ? otherwise : text(read);
    }

    /** A time in milliseconds of the epoch; 0, for unknown, for one that no clock says. */
    public static long time(long read) {
        return read < 0 || read > LATEST ? 0 : read;
    }
}
