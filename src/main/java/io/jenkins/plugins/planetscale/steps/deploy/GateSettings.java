package io.jenkins.plugins.planetscale.steps.deploy;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.gate.Gate;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.steps.Lists;
import io.jenkins.plugins.planetscale.steps.Messages;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code gates: [lint: 'error', tables: ['orders']]}: the level of each gate and the tables that may change. */
public final class GateSettings extends AbstractDescribableImpl<GateSettings> implements Serializable {
    private static final long serialVersionUID = 1L;

    private String lint = level(Gate.LINT);
    private String dropData = level(Gate.DROP_DATA);
    private String recentlyUsed = level(Gate.RECENTLY_USED);
    private String foreignKeys = level(Gate.FOREIGN_KEYS);
    private String storage = level(Gate.STORAGE);
    private String staleBase = level(Gate.STALE_BASE);
    private String unreadable = level(Gate.UNREADABLE);
    private String instant = level(Gate.INSTANT);
    /** As given; null for not given, which is no limit. */
    private ArrayList<String> tables;

    @DataBoundConstructor
    public GateSettings() {}

    Gates gates() throws InvalidInputException, AbortException {
        Gates gates = new Gates()
                .set(Gate.LINT, Gate.Level.of(lint))
                .set(Gate.DROP_DATA, Gate.Level.of(dropData))
                .set(Gate.RECENTLY_USED, Gate.Level.of(recentlyUsed))
                .set(Gate.FOREIGN_KEYS, Gate.Level.of(foreignKeys))
                .set(Gate.STORAGE, Gate.Level.of(storage))
                .set(Gate.STALE_BASE, Gate.Level.of(staleBase))
                .set(Gate.UNREADABLE, Gate.Level.of(getUnreadable()))
                .set(Gate.INSTANT, Gate.Level.of(instant));
        Lists.checkLines(tables, "tables", "['orders', 'customers']");
        if (tables == null) {
            return gates;
        }
        Set<String> only = new LinkedHashSet<>(Lists.lines(tables));
        for (String table : only) {
            if (table.contains(",") || table.contains("`")) {
                throw InvalidInputException.of("gates: tables: \"" + table + "\" is one name that holds a "
                        + (table.contains(",") ? "comma" : "backtick")
                        + ". Give each table as a text of its own, without quotes: tables: ['customers', 'orders'].");
            }
        }
        return gates.onlyTables(only);
    }

    private static String level(Gate gate) {
        return gate.byDefault().name().toLowerCase(Locale.ROOT);
    }

    public String getLint() {
        return lint;
    }

    @DataBoundSetter
    public void setLint(String lint) {
        this.lint = lint;
    }

    public String getDropData() {
        return dropData;
    }

    @DataBoundSetter
    public void setDropData(String dropData) {
        this.dropData = dropData;
    }

    public String getRecentlyUsed() {
        return recentlyUsed;
    }

    @DataBoundSetter
    public void setRecentlyUsed(String recentlyUsed) {
        this.recentlyUsed = recentlyUsed;
    }

    public String getForeignKeys() {
        return foreignKeys;
    }

    @DataBoundSetter
    public void setForeignKeys(String foreignKeys) {
        this.foreignKeys = foreignKeys;
    }

    public String getStorage() {
        return storage;
    }

    @DataBoundSetter
    public void setStorage(String storage) {
        this.storage = storage;
    }

    public String getStaleBase() {
        return staleBase;
    }

    @DataBoundSetter
    public void setStaleBase(String staleBase) {
        this.staleBase = staleBase;
    }

    /** The level; its default where it was kept by a version that did not know it. */
    public String getUnreadable() {
        return unreadable == null ? level(Gate.UNREADABLE) : unreadable;
    }

    @DataBoundSetter
    public void setUnreadable(String unreadable) {
        this.unreadable = unreadable;
    }

    public String getInstant() {
        return instant;
    }

    @DataBoundSetter
    public void setInstant(String instant) {
        this.instant = instant;
    }

    public List<String> getTables() {
        return Lists.lines(tables);
    }

    /** The only tables that may be changed; without it, any. The form sends them all in one text, one a line. */
    @DataBoundSetter
    public void setTables(List<String> tables) {
        this.tables = Lists.given(tables);
    }

    /** Describes the gates. */
    @Extension
    @Symbol("planetscaleGates")
    public static final class DescriptorImpl extends Descriptor<GateSettings> {
        @Override
        public String getDisplayName() {
            return Messages.GateSettings_displayName();
        }

        @Override
        public GateSettings newInstance(@Nullable StaplerRequest2 req, @NonNull JSONObject formData)
                throws FormException {
            return super.newInstance(req, Lists.withoutEmpty(formData, "tables"));
        }

        /** The tables for their field, one a line. */
        @Restricted(NoExternalUse.class)
        public String lines(List<String> tables) {
            return Lists.field(tables);
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillLintItems() {
            return levels();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillDropDataItems() {
            return levels();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillRecentlyUsedItems() {
            return levels();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillForeignKeysItems() {
            return levels();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillStorageItems() {
            return levels();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillStaleBaseItems() {
            return levels();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillUnreadableItems() {
            return levels();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillInstantItems() {
            return levels();
        }

        private static ListBoxModel levels() {
            ListBoxModel levels = new ListBoxModel();
            levels.add(Messages.GateSettings_error(), "error");
            levels.add(Messages.GateSettings_warn(), "warn");
            levels.add(Messages.GateSettings_off(), "off");
            return levels;
        }
    }
}
