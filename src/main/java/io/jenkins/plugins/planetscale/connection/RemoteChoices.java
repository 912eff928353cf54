package io.jenkins.plugins.planetscale.connection;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The drop-down lists of step, job and folder forms. Each contains the current value, whoever looks; the rest depends
 * on a permission, and is left out without it:
 *
 * <table>
 * <caption>Permission needed</caption>
 * <tr><th>choices</th><th>in an item</th><th>outside</th></tr>
 * <tr><td>connections</td><td>Item/ExtendedRead or Credentials/UseItem</td><td>Overall/Administer</td></tr>
 * <tr><td>what PlanetScale is asked for</td><td>Credentials/UseItem, as reading a job must not use its token</td>
 *     <td>Overall/Administer</td></tr>
 * </table>
 *
 * <p>Never throws: when PlanetScale cannot be asked, there is nothing more to choose from. Call from {@code @POST}
 * methods only, as a token is used. Blocks the calling thread for some seconds at most.
 */
public final class RemoteChoices {
    private static final Logger LOGGER = Logger.getLogger(RemoteChoices.class.getName());
    private static final int PAGES = 3;

    private RemoteChoices() {}

    /** The names of the connections, and first the empty one for what the surroundings say. */
    public static ListBoxModel connections(Item context, String current) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.RemoteChoices_inherit(), "");
        boolean known = Util.fixEmptyAndTrim(current) == null;
        if (FormPermissions.mayChoose(context)) {
            for (PlanetScaleConnection connection :
                    PlanetScaleConfiguration.get().getConnections()) {
                choices.add(connection.getName());
                known |= connection.getName().equals(current);
            }
        }
        if (!known) {
            choices.add(current);
        }
        return choices;
    }

    /** The databases of the organization; connection and organization may be empty, then the surroundings count. */
    public static ComboBoxModel databases(Item context, String connection, String organization, String current) {
        Defaults given = new Defaults(connection, organization, null);
        return ask(
                context, given, current, all -> page -> DatabaseCalls.list(all.organization(), page), Database::name);
    }

    /** The branches of the database; all but the branch may be empty, then the surroundings count. */
    public static ComboBoxModel branches(
            Item context, String connection, String organization, String database, String current) {
        Defaults given = new Defaults(connection, organization, database);
        return ask(
                context,
                given,
                current,
                all -> all.database() == null
                        ? null
                        : page -> BranchCalls.list(new DatabaseRef(all.organization(), all.database()), page),
                Branch::name);
    }

    private static <T> ComboBoxModel ask(
            Item context,
            Defaults given,
            String current,
            Function<Defaults, IntFunction<ApiCall<Page<T>>>> calls,
            Function<T, String> name) {
        ComboBoxModel choices = new ComboBoxModel();
        if (FormPermissions.mayAsk(context)) {
            try {
                fill(choices, DefaultsResolver.of(context, given), calls, name);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, e, () -> "Nothing to offer for " + given);
            }
        }
        if (Util.fixEmptyAndTrim(current) != null && !choices.contains(current)) {
            choices.add(0, current);
        }
        return choices;
    }

    private static <T> void fill(
            ComboBoxModel choices,
            DefaultsResolver chain,
            Function<Defaults, IntFunction<ApiCall<Page<T>>>> calls,
            Function<T, String> name)
            throws IOException {
        PlanetScaleConnection connection = chain.connection();
        PlanetScaleServiceToken token = ServiceTokenLookup.find(connection, chain.item());
        Defaults all = chain.complete().withFallback(new Defaults(null, token.getOrganization(), null));
        IntFunction<ApiCall<Page<T>>> pages = all.organization() == null ? null : calls.apply(all);
        if (pages == null) {
            return;
        }
        try (FormClient client = new FormClient(connection, ServiceTokenLookup.reveal(token))) {
            Integer number = 1;
            for (int count = 0; number != null && count < PAGES; count++) {
                Page<T> page = client.call(pages.apply(number));
                page.data().forEach(entry -> choices.add(name.apply(entry)));
                number = page.nextPage();
            }
        }
    }
}
