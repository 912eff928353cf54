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
  mvn -q -B -Dstyle.color=never -f "$root/offline/pom.xml" test-compile dependency:build-classpath \
    -Dmdep.outputFile='${project.build.directory}/classpath' -Dmdep.includeScope=test >&2 || exit 1
  echo "$plugin/test-classes:$plugin/classes:$(cat "$plugin/classpath")"
}

# Compiles the host as well and prints the class path to run it with.
host_classpath() {
  need java "a JDK, version 17 or later"
  need mvn "Maven, version 3.8 or later"
  local host="$root/offline/host/target"
  mvn -q -B -Dstyle.color=never -f "$root/offline/pom.xml" -pl host -am test-compile dependency:build-classpath \
    -Dmdep.outputFile='${project.build.directory}/classpath' -Dmdep.includeScope=runtime >&2 || exit 1
  echo "$host/classes:$(cat "$host/classpath")"
}

# The newest Maven at hand that the parent POM accepts (3.9.6 or later), or nothing.
full_maven() {
  local candidate version
  for candidate in "${PLANETSCALE_MVN:-}" "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$(command -v mvn)"; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    version=$("$candidate" -B -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
    if [ "$(printf '3.9.6\n%s\n' "$version" | sort -V | head -n 1)" = 3.9.6 ]; then
      echo "$candidate"
      return
    fi
  done
}
