package io.jenkins.plugins.planetscale.release;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.security.GeneralSecurityException;

/**
 * The deserialization filter for persisted operations: which classes they may consist of, and how large they may be,
 * with room for the largest deploy requests. Rejects anything else before it is instantiated.
 */
public final class OperationFilter {
    /** Operations lie in one another, and causes in exceptions. */
    static final int DEPTH = 60;

    /** A statement takes some ten. */
    static final int REFERENCES = 500_000;

    /** Elements, also of what a collection makes room for. */
    static final int ARRAY = 100_000;

    static final int BYTES = 64 << 20;

    private static final ObjectInputFilter PARTS = ObjectInputFilter.Config.createFilter(String.join(
            ";",
            "maxdepth=" + DEPTH,
            "maxrefs=" + REFERENCES,
            "maxarray=" + ARRAY,
            "maxbytes=" + BYTES,
            "io.jenkins.plugins.planetscale.release.**",
            "io.jenkins.plugins.planetscale.client.DatabaseRef",
            "io.jenkins.plugins.planetscale.client.api.NewBranch",
            "java.lang.Object", // as the element of what collections keep
            "java.lang.Enum",
            "java.lang.Number",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Boolean",
            "java.lang.String",
            "java.time.Ser", // stands for the two that follow
            "java.time.Instant",
            "java.time.Duration",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.Map$Entry",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.EnumMap",
            "java.util.EnumSet",
            "java.util.RegularEnumSet",
            "java.util.EnumSet$SerializationProxy",
            "java.util.CollSer", // List.of and the like
            "java.util.ImmutableCollections*",
            "java.lang.Throwable", // how an operation failed
            "java.lang.Exception",
            "java.lang.StackTraceElement",
            "java.util.Collections$EmptyList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList"));

    private OperationFilter() {}

    public static ObjectInputFilter get() {
        return OperationFilter::check;
    }

    private static ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
        ObjectInputFilter.Status status = PARTS.checkInput(info);
        if (status != ObjectInputFilter.Status.UNDECIDED || info.serialClass() == null) {
            return status;
        }
        Class<?> type = info.serialClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive() || isCause(type)
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    /** Why a call failed, as the JDK, OkHttp and the client say. */
    private static boolean isCause(Class<?> type) {
        String name = type.getName();
        return IOException.class.isAssignableFrom(type)
                        && (name.startsWith("java.")
                                || name.startsWith("javax.net.ssl.")
                                || name.startsWith("okhttp3.")
                                || name.startsWith("io.jenkins.plugins.planetscale.client."))
                || GeneralSecurityException.class.isAssignableFrom(type) && name.startsWith("java.security.");
    }
}
