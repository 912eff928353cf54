# Sourced by the commands beside it.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

need() {
  command -v "$1" >/dev/null 2>&1 || { echo "$1 is missing: install $2" >&2; exit 3; }
}

# Compiles the Jenkins-free rooms with their tests and prints the class path to run them with.
offline_classpath() {
  need java "a JDK, version 17 or later"
  need mvn "Maven, version 3.8 or later"
  mvn -q -B -f "$root/offline/pom.xml" test-compile dependency:build-classpath \
    -Dmdep.outputFile="$root/offline/target/classpath" -Dmdep.includeScope=test >&2 || exit 1
  echo "$root/offline/target/test-classes:$root/offline/target/classes:$(cat "$root/offline/target/classpath")"
}
