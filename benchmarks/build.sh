# Sourced by the scripts beside it, which set root. Builds the module benchmarks when a source is newer than its jar.

jar=$root/benchmarks/target/socketaction-benchmarks.jar
classpath=$jar:$root/benchmarks/target/lib/*

build_benchmarks() {
    changed=yes
    if [ -f "$jar" ]; then
        changed=$(find "$root/pom.xml" "$root"/{core,posix,backend-nio,backend-epoll,tls-conscrypt,benchmarks}/{pom.xml,src/main} \
            -type f -newer "$jar" -print -quit)
    fi
    if [ -n "$changed" ]; then
        echo "building ..." >&2
        (cd "$root" && ./mvnw -q -Dmaven.test.skip=true -pl benchmarks -am package) >&2
        touch "$jar" # an unchanged jar is not written again
    fi
}
