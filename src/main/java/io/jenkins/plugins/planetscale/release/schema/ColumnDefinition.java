package io.jenkins.plugins.planetscale.release.schema;

/**
 * A column of a table. Expressions are in canonical form.
 *
 * @param charset the character set that holds for it, also where the table's does; null for what is no text
 * @param collation likewise
 * @param defaultValue as SQL; null for none
 * @param onUpdate as SQL; null for none
 * @param generated the expression that computes it; null where it is stored as written
 * @param stored whether a generated column's values are kept
 * @param srid of a geometry, null for any
 */
public record ColumnDefinition(
        String name,
        ColumnType type,
        String charset,
        String collation,
        boolean nullable,
        String defaultValue,
        String onUpdate,
        boolean autoIncrement,
        String generated,
        boolean stored,
        Integer srid,
        boolean invisible,
        String comment) {

    ColumnDefinition named(String newName) {
        return new ColumnDefinition(
                newName,
                type,
                charset,
                collation,
                nullable,
                defaultValue,
                onUpdate,
                autoIncrement,
                generated,
                stored,
                srid,
                invisible,
                comment);
    }

    ColumnDefinition withText(String newCharset, String newCollation) {
        return new ColumnDefinition(
                name,
                type,
                newCharset,
                newCollation,
                nullable,
                defaultValue,
                onUpdate,
                autoIncrement,
                generated,
                stored,
                srid,
                invisible,
                comment);
    }

    ColumnDefinition withDefault(String value) {
        return new ColumnDefinition(
                name,
                type,
                charset,
                collation,
                nullable,
                value,
                onUpdate,
                autoIncrement,
                generated,
                stored,
                srid,
                invisible,
                comment);
    }

    ColumnDefinition asNotNull() {
        return new ColumnDefinition(
                name,
                type,
                charset,
                collation,
                false,
                "null".equals(defaultValue) ? null : defaultValue,
                onUpdate,
                autoIncrement,
                generated,
                stored,
                srid,
                invisible,
                comment);
    }

    ColumnDefinition visible(boolean value) {
        return new ColumnDefinition(
                name,
                type,
                charset,
                collation,
                nullable,
                defaultValue,
                onUpdate,
                autoIncrement,
                generated,
                stored,
                srid,
                !value,
                comment);
    }

    /** Everything after the name, as in {@code SHOW CREATE TABLE} but for what is the default. */
    public String definition() {
        StringBuilder out = new StringBuilder(type.toString());
        if (charset != null && !charset.equals("binary")) {
            out.append(" CHARACTER SET ").append(charset).append(" COLLATE ").append(collation);
        }
        if (generated != null) {
            out.append(" GENERATED ALWAYS AS (").append(generated).append(") ").append(stored ? "STORED" : "VIRTUAL");
        }
        out.append(nullable ? "" : " NOT NULL");
        if (srid != null) {
            out.append(" SRID ").append(srid);
        }
        if (defaultValue != null) {
            out.append(" DEFAULT ").append(defaultValue);
        }
        out.append(onUpdate == null ? "" : " ON UPDATE " + onUpdate);
        out.append(autoIncrement ? " AUTO_INCREMENT" : "");
        out.append(invisible ? " INVISIBLE" : "");
        return out.append(comment == null ? "" : " COMMENT " + SqlText.string(comment))
                .toString();
    }
}
