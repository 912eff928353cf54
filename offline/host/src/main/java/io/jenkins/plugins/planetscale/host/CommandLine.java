package io.jenkins.plugins.planetscale.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host's arguments. */
final class CommandLine {
    static final String USAGE = """
        usage: demo [options] [Jenkinsfile]
          --story                  gives the commands of the Mechanica story's tools, and Ainsley's approval
          --param NAME=VALUE       a parameter of the build
          --env NAME=VALUE         a variable of the build, such as BRANCH_NAME
          --credential ID=SECRET   a credential for withCredentials; ID=USER:SECRET with a name
          --approve-as USER        approves what planetscaleApply asks for
          --refuse-as USER         refuses it
          --approve-after TIME     lets it wait first, like 90s, 30m or 9h
          --answer proceed|abort   answers input; proceed unless said otherwise
          --answer-as USER         who does so
          --input NAME=VALUE       what to answer for a parameter of input
          --job NAME               the name of the job
          --real-clock             waits as long as PlanetScale would; time is simulated otherwise
          --lenient                warns of unknown parameters in Scripted Pipeline and goes on, as Jenkins does
        """;
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    final Setup setup = new Setup();
    Path jenkinsfile;

    private CommandLine() {}

    /** @throws IllegalArgumentException saying what is wrong */
    static CommandLine parse(List<String> arguments) {
        CommandLine line = new CommandLine();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--real-clock" -> line.setup.realClock = true;
                case "--lenient" -> line.setup.strict = false;
                case "--story" -> line.story();
                default -> {
                    if (!argument.startsWith("--")) {
                        line.file(argument);
                    } else if (++i < arguments.size()) {
                        line.option(argument, arguments.get(i));
                    } else {
                        throw new IllegalArgumentException(argument + " needs a value.");
                    }
                }
            }
        }
        if (line.jenkinsfile == null) {
            throw new IllegalArgumentException("No Jenkinsfile is named.");
        }
        return line;
    }

    private void file(String name) {
        if (jenkinsfile != null) {
            throw new IllegalArgumentException("One Jenkinsfile at a time: " + jenkinsfile + " or " + name + "?");
        }
        jenkinsfile = Path.of(name);
    }

    private void story() {
        setup.job = "mechanica";
        setup.parameters.putAll(Commands.MECHANICA);
        setup.parameters.put("CHECK_EVERY", "2m"); // as in the example: nobody waits for it
        setup.approver = "ainsley";
        setup.approvesAfter = Duration.ofHours(9);
    }

    private void option(String option, String value) {
        switch (option) {
            case "--param" -> put(setup.parameters, option, value);
            case "--env" -> put(setup.variables, option, value);
            case "--credential" -> put(setup.credentials, option, value);
            case "--input" -> put(setup.inputs, option, value);
            case "--approve-as" -> setup.approver = value;
            case "--refuse-as" -> {
                setup.approver = value;
                setup.approves = false;
            }
            case "--approve-after" -> setup.approvesAfter = time(value);
            case "--answer" -> setup.proceeds = proceeds(value);
            case "--answer-as" -> setup.answerer = value;
            case "--job" -> setup.job = value;
            default -> throw new IllegalArgumentException("There is no option " + option + ".");
        }
    }

    private static boolean proceeds(String value) {
        if (!value.equals("proceed") && !value.equals("abort")) {
            throw new IllegalArgumentException("--answer is proceed or abort, not \"" + value + "\".");
        }
        return value.equals("proceed");
    }

    private static void put(Map<String, String> map, String option, String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(option + " takes NAME=VALUE, not \"" + value + "\".");
        }
        map.put(value.substring(0, equals), value.substring(equals + 1));
    }

    static Duration time(String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is not a time span; write it like 90s, 30m or 9h.");
        }
        return UNITS.get(time.group(2)).multipliedBy(Long.parseLong(time.group(1)));
    }
}
