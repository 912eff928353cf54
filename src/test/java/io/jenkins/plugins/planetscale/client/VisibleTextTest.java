package io.jenkins.plugins.planetscale.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.jenkins.plugins.planetscale.client.json.Json;
import io.jenkins.plugins.planetscale.client.json.VisibleText;
import io.jenkins.plugins.planetscale.client.model.Actor;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Password;
import io.jenkins.plugins.planetscale.client.model.Review;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that PlanetScale sends can hide, or pass for something else, where it is shown. */
class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(
            chars = {
                '\u0000', '\u0007', '\b', '\u000b', '\f', '\r', '\u001b', '\u007f', '\u0085', '\u009b', '\u00ad',
                '\u061c', '\u180e', '\u200b', '\u200d', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202e',
                '\u2060', '\u2066', '\u2069', '\ufeff', '\udc00'
            })
    void hiddenCharactersAreShown(char hidden) {
        String code = hidden == '\r' ? "\\r" : String.format("\\u%04X", (int) hidden);
        assertEquals("a" + code + "b", VisibleText.line("a" + hidden + "b"));
        assertEquals("a" + code + "b", VisibleText.lines("a" + hidden + "b"));
        assertEquals("a" + code + "b", VisibleText.ddl("a" + hidden + "b"));
        assertEquals("x 'a" + code + "b'\ny", VisibleText.ddl("x 'a" + hidden + "b'\ny"));
    }

    @Test
    void whatIsNotHiddenStays() {
        String text = "Größe, 大きさ, \uD83D\uDE80 \\d \"x\" 'y'";
        assertEquals(text, VisibleText.line(text));
        assertEquals("tag \\uDB40\\uDC41", VisibleText.line("tag \uDB40\uDC41"));
        assertNull(VisibleText.line(null));
        assertNull(VisibleText.ddl(null));
        assertNull(VisibleText.error(null));
    }

    @Test
    void differentTextsStayDifferent() {
        assertNotEquals(VisibleText.line("\\u202E"), VisibleText.line("\u202e"));
        assertNotEquals(VisibleText.ddl("'\\u202E\n'"), VisibleText.ddl("'\u202e\n'"));
        assertNotEquals(VisibleText.ddl("\\u202E\n''"), VisibleText.ddl("\u202e\n''"));
    }

    @Test
    void aLineOfDdlCannotBeForged() {
        assertEquals(
                "ADD COLUMN note varchar(9) COMMENT 'x\\nDeploy request #1 is live.'\n  , y",
                VisibleText.ddl("ADD COLUMN note varchar(9) COMMENT 'x\nDeploy request #1 is live.'\n  , y"));
        assertEquals("`a\\nb` /* c\\nd */ \"e''\\nf\"\n", VisibleText.ddl("`a\nb` /* c\nd */ \"e''\nf\"\n"));
        assertEquals("'it''s\\nso' \\u000B\nx", VisibleText.ddl("'it''s\nso' \u000b\nx"));
        assertEquals("'a\\'\\nb'\nc", VisibleText.ddl("'a\\'\nb'\nc"));
    }

    @Test
    void whatIsNotClosedSwallowsNoLine() {
        assertEquals("-  it's\n+  so\n", VisibleText.ddl("-  it's\n+  so\n"));
        assertEquals("/* never\nclosed", VisibleText.ddl("/* never\nclosed"));
    }

    @Test
    void aStatementFitsIntoOneLine() {
        assertEquals(
                "CREATE TABLE `a` ( `id` int, `b` int )",
                VisibleText.onOneLine("CREATE TABLE `a` (\n  `id` int,\n\t`b` int\n)"));
        assertEquals("COMMENT 'x\\ny\\u202E'", VisibleText.onOneLine(VisibleText.ddl("COMMENT 'x\ny\u202e'")));
    }

    @Test
    void muchOfItTakesNoLongTime() {
        String quotes = "'" + "\\'".repeat(2_000_000) + "\n";
        String comments = "/* ".repeat(1_000_000) + "\n";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            VisibleText.ddl(quotes);
            VisibleText.ddl(comments);
            VisibleText.error("Duplicate entry '".repeat(500_000));
        });
    }

    @Test
    void errorsAreCutAndQuoteNoRows() {
        assertEquals(
                "Duplicate entry '…' for key 'users.email'",
                VisibleText.error("Duplicate entry 'jane@example.com' for key 'users.email'"));
        assertEquals(
                "Duplicate entry '…' for key 'k'", VisibleText.error("Duplicate entry 'o'brien' for key' for key 'k'"));
        assertFalse(VisibleText.error("Duplicate entry 'jane@example.com").contains("jane"));
        assertEquals(
                "Incorrect string value: '…' for column 'name' at row 1",
                VisibleText.error("Incorrect string value: '\\xF0\\x9F' for column 'name' at row 1"));
        assertEquals(
                "Truncated incorrect DOUBLE value: '…'",
                VisibleText.error("Truncated incorrect DOUBLE value: 'secret'"));
        assertEquals(
                "failed inserting rows (errno 1062) during query: …",
                VisibleText.error("failed inserting rows (errno 1062) during query: insert into t values ('jane')"));
        String longest = VisibleText.error("x".repeat(3_000_000));
        assertEquals(VisibleText.LONGEST, longest.length());
        assertTrue(longest.endsWith(" … (cut)"), longest);
        assertEquals("one two", VisibleText.error("one\r\n  two\n"));
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return Json.read(json.getBytes(UTF_8), TypeFactory.defaultInstance().constructType(type));
    }

    @Test
    void whatTheClientReadsIsVisible() throws Exception {
        DeployRequest request = read(
                "{\"number\":1,\"branch\":\"d\\u202ev\",\"deployment\":{\"lint_errors\":[{\"table_name\":\"a\\nb\"}],"
                        + "\"queue_pause_reason\":\"a\\nb\",\"deploy_operations\":[{\"keyspace_name\":\"k\\u001b[8mha\","
                        + "\"ddl_statement\":\"ALTER\\n'x\\u202ey\\nz'\",\"removed_foreign_key_names\":[\"f\\u2028k\"],"
                        + "\"deploy_errors\":\"Duplicate entry 'jane' for key 'k'\"}]}}",
                DeployRequest.class);
        assertEquals("d\\u202Ev", request.branch());
        assertEquals("a\\nb", request.deployment().lintErrors().get(0).tableName());
        assertEquals("a b", request.deployment().queuePauseReason());
        var operation = request.deployment().deployOperations().get(0);
        assertEquals("k\\u001B[8mha", operation.keyspaceName());
        assertEquals("ALTER\n'x\\u202Ey\\nz'", operation.ddlStatement());
        assertEquals("f\\u2028k", operation.removedForeignKeyNames().get(0));
        assertEquals("Duplicate entry '…' for key 'k'", operation.deployErrors());
        assertEquals(
                "+ a\n- b\\u200F",
                read("{\"data\":[{\"name\":\"t\",\"raw\":\"+ a\\n- b\\u200f\"}]}", SchemaDocument.class)
                        .data()
                        .get(0)
                        .raw());
    }

    @Test
    void credentialsAndMarkersAreTakenAsTheyAre() throws Exception {
        assertEquals(
                "p\\u0041\u200d",
                read("{\"id\":\"1\",\"plain_text\":\"p\\\\u0041\\u200d\"}", Password.class)
                        .plainText());
        assertEquals("a\nb", read("{\"body\":\"a\\nb\"}", Review.class).body());
    }

    @Test
    void anActorIsShownWithItsIdAndAGhostNever() throws Exception {
        assertNull(
                read("{\"id\":\"boo\",\"display_name\":\"Ghost\"}", Actor.class).describe());
        assertNull(read("{\"actor\":{\"id\":\"boo\",\"display_name\":\"Ghost\"}}", Review.class)
                .actor()
                .describe());
        assertEquals(
                "Ainsley (u1)",
                read("{\"id\":\"u1\",\"display_name\":\"Ainsley\"}", Actor.class)
                        .describe());
        assertEquals("u1", read("{\"id\":\"u1\"}", Actor.class).describe());
    }
}
