package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.planetscale.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The table of the API is what the vendor's OpenAPI document says, where that is at hand: {@code
 * shared/planetscale-openapi.yaml} in a directory above, or the file that {@code -Dopenapi=} names (YAML or JSON).
 */
class OpenApiTableTest {
    private static final String TABLE = "src/test/resources" + OpenApiTable.RESOURCE;

    private final OpenApiTable table = OpenApiTable.of(OpenApiTable.committed());

    private static Path document() {
        if (System.getProperty("openapi") != null) {
            return Path.of(System.getProperty("openapi"));
        }
        Path dir = Path.of("").toAbsolutePath();
        while (dir != null && !Files.isRegularFile(dir.resolve("shared/planetscale-openapi.yaml"))) {
            dir = dir.getParent();
        }
        return dir == null ? null : dir.resolve("shared/planetscale-openapi.yaml");
    }

    @Test
    void theTableIsWhatTheDocumentSays() throws IOException {
        assumeTrue(
                document() != null,
                "The table of the API was not compared with the vendor's OpenAPI document, as that is not here. Name a"
                        + " copy by -Dopenapi=FILE.");
        JsonNode vendors =
                new ObjectMapper(new YAMLFactory()).readTree(document().toFile());
        GeneratedFile.assertIsUpToDate(TABLE, OpenApiTableWriter.write(vendors, table.calls()), OpenApiTableTest.class);
    }

    @Test
    void theTableIsReadAsItWasWritten() {
        assertEquals(OpenApiTable.committed(), OpenApiTableWriter.write(table.document(), table.calls()));
    }

    @Test
    void everyAnswerAndBodyOfTheTableHasFields() {
        assertTrue(table.calls().size() > 50, table.calls()::toString);
        for (String call : table.calls()) {
            String[] parts = call.split(" ");
            JsonNode operation = table.document().path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
            assertTrue(operation.path("responses").size() > 0, call);
            for (JsonNode answer : operation.path("responses")) {
                JsonNode schema =
                        answer.path("content").path("application/json").path("schema");
                assertTrue(schema.isMissingNode() || schema.path("properties").size() > 0, call);
            }
        }
    }

    @Test
    void everyPropertyOfADocumentThatTheTableHasMakesAnother() throws IOException {
        String before = write("string", "false", "name", "[open, closed]");
        assertEquals(before, write("string", "false", "name", "[closed, open]"), "the order does not matter");
        assertTrue(before.contains("field\tstate\tstring\t\tclosed open\n"), before);
        assertTrue(write("integer", "false", "name", "[open, closed]").contains("field\tid\tinteger\n"));
        assertTrue(write("string", "true", "name", "[open, closed]").contains("field\tid\tstring?\n"));
        assertTrue(write("string", "false", "id", "[open, closed]").contains("field\tid\tstring\trequired\n"));
        assertTrue(write("string", "false", "name", "[open]").contains("field\tstate\tstring\t\topen\n"));
        IllegalArgumentException missing = assertThrows(
                IllegalArgumentException.class,
                () -> OpenApiTableWriter.write(table.document(), new TreeSet<>(List.of("GET /nothing"))));
        assertEquals("The OpenAPI document has no GET /nothing", missing.getMessage());
    }

    private static String write(String type, String nullable, String required, String values) throws IOException {
        ObjectNode document = (ObjectNode)
                new ObjectMapper(new YAMLFactory()).readTree("""
                paths:
                  /things:
                    get:
                      responses:
                        '200':
                          content:
                            application/json:
                              schema:
                                type: object
                                description: The vendor's words.
                                required: [%s]
                                properties:
                                  id: {type: %s, nullable: %s, description: More of them.}
                                  name: {type: string}
                                  state: {type: string, enum: %s}
                """.formatted(required, type, nullable, values));
        String table = OpenApiTableWriter.write(document, new TreeSet<>(List.of("GET /things")));
        assertTrue(!table.contains("words"), table);
        return table;
    }
}
