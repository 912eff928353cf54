# Sourced by the commands beside it.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

need() {
  command -v "$1" >/dev/null 2>&1 || { echo "$1 is missing: install $2" >&2; exit 3; }
}

# Compiles the plugin with its tests that need no Jenkins and prints the class path to run them with.
offline_classpath() {
  need java "a JDK, version 17 or later"
  need mvn "Maven, version 3.8 or later"
  local plugin="$root/offline/plugin/target"
  mvn -q -B -f "$root/offline/pom.xml" test-compile dependency:build-classpath \
    -Dmdep.outputFile='${project.build.directory}/classpath' -Dmdep.includeScope=test >&2 || exit 1
  echo "$plugin/test-classes:$plugin/classes:$(cat "$plugin/classpath")"
}
