# One image for every role: the role is the container's command, as in  docker run chatlog query …
# Glibc, not musl: RocksDB's native library does not go together with Alpine.

FROM eclipse-temurin:25-jdk-noble AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends maven \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# Dependencies first: as long as no pom changes, this layer is kept and nothing is fetched again.
# Without sources some modules cannot be packaged; what is missing then is fetched below.
COPY pom.xml ./
COPY schemas/pom.xml schemas/
COPY views/pom.xml views/
COPY exchange/pom.xml exchange/
COPY http-server/pom.xml http-server/
COPY testkit/pom.xml testkit/
COPY ingest-api/pom.xml ingest-api/
COPY extraction/pom.xml extraction/
COPY embeddings/pom.xml embeddings/
COPY stream-processor/pom.xml stream-processor/
COPY query-service/pom.xml query-service/
COPY keeper/pom.xml keeper/
COPY standalone/pom.xml standalone/
COPY integration-tests/pom.xml integration-tests/
COPY benchmarks/pom.xml benchmarks/
RUN mvn -q -B -Pfast -fae -DskipTests -pl standalone -am package || true
COPY . .
RUN mvn -q -B -Pfast -DskipTests -pl standalone -am package \
    && mkdir /opt/chatlog /opt/chatlog/bin \
    && cp -r standalone/target/lib /opt/chatlog/lib \
    && cp standalone/target/chatlog-standalone-*.jar /opt/chatlog/lib/ \
    && cp build/container/logging.xml /opt/chatlog/ \
    && install -m 755 build/container/healthy /opt/chatlog/bin/

FROM eclipse-temurin:25-jre-noble
COPY --from=build /opt/chatlog /opt/chatlog
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/chatlog --create-home chatlog
USER 10001:10001
WORKDIR /var/lib/chatlog
VOLUME /var/lib/chatlog
# Few arenas: glibc otherwise keeps freed memory per thread, and RocksDB has many threads.
# Half of the container's memory for the heap, the rest for what is off it; compose says otherwise
# per role. -Xmx in JDK_JAVA_OPTIONS says otherwise by hand.
ENV LANG=C.UTF-8 \
    MALLOC_ARENA_MAX=2 \
    JDK_JAVA_OPTIONS="-XX:+UseParallelGC -XX:MaxRAMPercentage=50"
# The same flags as in ./chatlog; the log goes to standard output instead of a file.
ENTRYPOINT ["java", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dlogback.configurationFile=/opt/chatlog/logging.xml", "-cp", "/opt/chatlog/lib/*", "io.chatlog.standalone.app.Main"]
CMD ["help"]
