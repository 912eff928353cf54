package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

public abstract class CredentialsNameProvider<C extends Credentials> {
    @NonNull
    public abstract String getName(@NonNull C credentials);

    /** By the name provider of highest priority among the {@link NameWith} of the class and its supertypes. */
    @NonNull
    @SuppressWarnings("unchecked")
    public static String name(@NonNull Credentials credentials) {
        NameWith best = best(credentials.getClass());
        if (best == null) {
            return credentials.getClass().getSimpleName();
        }
        try {
            CredentialsNameProvider<Credentials> provider = (CredentialsNameProvider<Credentials>)
                    best.value().getDeclaredConstructor().newInstance();
            return provider.getName(credentials);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NameWith best(Class<?> type) {
        if (type == null) {
            return null;
        }
        NameWith best = type.getAnnotation(NameWith.class);
        List<Class<?>> above = new ArrayList<>(List.of(type.getInterfaces()));
        above.add(type.getSuperclass());
        for (Class<?> supertype : above) {
            NameWith other = best(supertype);
            if (other != null && (best == null || other.priority() > best.priority())) {
                best = other;
            }
        }
        return best;
    }
}
