# The results desk in a container: one static program, no shell, no root.
#
#   docker build -t desk .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges \
#     -v desk:/var/lib/desk -p 8080:8080 -p 8081:8081 -p 127.0.0.1:9090:9090 desk
#
# The volume must be a disk of this machine: SQLite does not trust network disks.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN make build && mkdir -m 0700 /empty

FROM scratch
COPY --from=build /src/bin/desk /desk
COPY --from=build --chown=65532:65532 /empty /var/lib/desk
USER 65532:65532
VOLUME /var/lib/desk
# What SQLite sorts and the program unpacks goes to the volume: the root is read-only.
ENV DESK_DB=/var/lib/desk/desk.db DESK_DESK_ADDR=:8080 DESK_PUBLIC_ADDR=:8081 DESK_OPS_ADDR=:9090 DESK_LOG=json \
    TMPDIR=/var/lib/desk SQLITE_TMPDIR=/var/lib/desk
EXPOSE 8080 8081 9090
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["/desk", "health", "-ops-addr", "127.0.0.1:9090"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/desk"]
CMD ["serve"]
