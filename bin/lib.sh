# Functions of the scripts in bin that build a checkout; sourced by them, not run. Sets root, and the
# environment of Maven. Needs bash.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

# Sets JAVA_HOME to a JDK 25 or ends the script, and the options that Maven's libraries need.
use_jdk() {
  JAVA_HOME=$("$root/bin/find-jdk") || exit 1
  export JAVA_HOME
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
}

# Whether the file $1 is newer than every source of the distribution and of the modules in $2….
is_built() {
  [ -f "$1" ] && [ -z "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main "$root"/app/src/assembly \
    -newer "$1" -type f 2>/dev/null | head -1)" ]
}

# Builds the module $1 and all that it needs, the distribution among it, unless that is done.
build_module() {
  local stamp="$root/$1/target/built" log="$root/$1/target/build.log"
  is_built "$stamp" && return
  echo "$1: building" >&2
  mkdir -p "$root/$1/target"
  if ! (cd "$root" && ./mvnw -B -ntp -q -pl "$1" -am package -DskipTests -Dspotless.check.skip=true) >"$log" 2>&1; then
    echo "$1: the build failed; all it said is in $log" >&2
    exit 1
  fi
  touch "$stamp" "$root/app/target/weir/built"
}
