package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of this room set up and look for again and again. */
final class Fixture {
    static final String SECRET = "pscale_tkn_S3cr3t-of_the-test";

    private Fixture() {}

    static PlanetScaleServiceTokenImpl token(String id, String tokenId) {
        return token(CredentialsScope.GLOBAL, id, tokenId, SECRET);
    }

    static PlanetScaleServiceTokenImpl token(CredentialsScope scope, String id, String tokenId, String secret) {
        return new PlanetScaleServiceTokenImpl(scope, id, "", tokenId, Secret.fromString(secret));
    }

    static <C extends com.cloudbees.plugins.credentials.Credentials> C store(C credential) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().remove(credential);
        provider.getCredentials().add(credential);
        provider.save();
        return credential;
    }

    static PlanetScaleConnection connection(String name) {
        return connection(name, null, null);
    }

    static PlanetScaleConnection connection(String name, String organization, String database) {
        PlanetScaleConnection connection = new PlanetScaleConnection(name, "token-of-" + name);
        connection.setOrganization(organization);
        connection.setDatabase(database);
        return connection;
    }

    static PlanetScaleConnection asDefault(PlanetScaleConnection connection) {
        connection.setDefault(true);
        return connection;
    }

    static void configure(PlanetScaleConnection... connections) {
        PlanetScaleConfiguration.get().setConnections(List.of(connections));
    }

    static PlanetScaleJobProperty jobProperty(String connection, String organization, String database) {
        PlanetScaleJobProperty property = new PlanetScaleJobProperty();
        property.setConnection(connection);
        property.setOrganization(organization);
        property.setDatabase(database);
        return property;
    }

    static PlanetScaleFolderProperty folderProperty(String connection, String organization, String database) {
        PlanetScaleFolderProperty property = new PlanetScaleFolderProperty();
        property.setConnection(connection);
        property.setOrganization(organization);
        property.setDatabase(database);
        return property;
    }

    /** The files below the directory that hold the text. */
    static List<String> grep(Path directory, String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }
}
