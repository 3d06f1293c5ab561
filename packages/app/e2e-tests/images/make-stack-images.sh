#!/usr/bin/env bash
# Makes images of PostgreSQL and of a cache from the Debian packages of this machine, for a node that can pull nothing:
#
#     apt-get install --no-install-recommends postgresql redis-server
#     packages/app/e2e-tests/images/make-stack-images.sh FOLDER
#     ctr -n k8s.io images import FOLDER/database.tar    # and cache.tar, on the node
#
# They behave as the templates expect of postgres and valkey: the user 999, a read-only root, PostgreSQL's variables
# POSTGRES_*, data below /var/lib/postgresql. Redis 7.0 stands in for Valkey, which was made from it, by Valkey's names.
set -euo pipefail
out="${1:?the folder for the images}"
mkdir -p "$out"
server="${MANDATE_POSTGRESQL:-$(ls -d /usr/lib/postgresql/*/ | tail -1)}"
server="${server%/}"
major="${server##*/}"
# A folder that the Redis packages were unpacked to with dpkg -x, where they are not installed.
redis="${MANDATE_REDIS:-}"
architecture="$(dpkg --print-architecture)"

# with_libraries: copies programs and what they load into the root of an image.
with_libraries() {
  local root="$1"
  shift
  mkdir -p "$root"
  {
    realpath "$@"
    printf '%s\n' "$@"
    LD_LIBRARY_PATH="$(echo "$redis"/usr/lib/*-linux-gnu)" ldd "$@" 2>/dev/null | grep -o '/[^ ]*' | grep -v ':$'
  } | sort -u | while read -r file; do
    target="${file#"$redis"}"
    mkdir -p "$root$(dirname "$target")"
    cp -L "$file" "$root$target"
  done
}

# shell_and_user: what an image has besides its program.
shell_and_user() {
  local root="$1"
  with_libraries "$root" /bin/sh /bin/cat /bin/sed /bin/grep /bin/mkdir /usr/bin/id /bin/chmod /bin/ls /bin/kill
  mkdir -p "$root"/{etc,tmp,proc,dev,sys,data,run,var/lib,usr/share/zoneinfo}
  ln -sfn /run "$root/var/run"
  echo 'service:x:999:999::/:/bin/sh' >"$root/etc/passwd"
  echo 'service:x:999:' >"$root/etc/group"
}

# pack NAME FILE ROOT ENTRYPOINT: writes the archive that `docker save` would.
pack() {
  local name="$1" file="$2" root="$3" entrypoint="$4" work digest
  work="$(mktemp -d)"
  tar --create --owner=0 --group=0 --numeric-owner --sort=name --mtime=@0 --file "$work/layer.tar" --directory "$root" .
  digest="$(sha256sum "$work/layer.tar" | cut -d' ' -f1)"
  printf '{"architecture":"%s","os":"linux","config":{"User":"999:999","Env":["PATH=%s/bin:/usr/local/bin:/usr/bin:/bin"],"Entrypoint":["%s"],"WorkingDir":"/"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$architecture" "$server" "$entrypoint" "$digest" >"$work/config.json"
  printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$name" >"$work/manifest.json"
  tar --create --file "$file" --directory "$work" manifest.json config.json layer.tar
  rm -rf "$work"
}

roots="$(mktemp -d)"
trap 'rm -rf "$roots"' EXIT

shell_and_user "$roots/database"
with_libraries "$roots/database" "$server"/bin/{postgres,initdb,pg_isready,pg_ctl,psql} "$server"/lib/{plpgsql,dict_snowball}.so
mkdir -p "$roots/database$server" "$roots/database/usr/share/postgresql" "$roots/database/usr/local/bin" "$roots/database/var/lib/postgresql"
cp -rL "$server/lib" "$roots/database$server/"
cp -rL "/usr/share/postgresql/$major" "$roots/database/usr/share/postgresql/"
if [[ -d /usr/share/zoneinfo ]]; then cp -rL /usr/share/zoneinfo "$roots/database/usr/share/"; fi
cat >"$roots/database/usr/local/bin/entrypoint" <<END
#!/bin/sh
set -e
export PGDATA=/var/lib/postgresql/$major/docker
if [ ! -s "\$PGDATA/PG_VERSION" ]; then
  mkdir -p "\$PGDATA"
  initdb --username="\$POSTGRES_USER" --pwfile="\$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C
  echo 'host all all all scram-sha-256' >>"\$PGDATA/pg_hba.conf"
  pg_ctl -w -o "-c listen_addresses=" start
  psql --username="\$POSTGRES_USER" --dbname=postgres --command="CREATE DATABASE \$POSTGRES_DB"
  pg_ctl -w -m fast stop
fi
exec postgres "\$@"
END
chmod +x "$roots/database/usr/local/bin/entrypoint"
pack "mandate.test/postgresql:$major" "$out/database.tar" "$roots/database" /usr/local/bin/entrypoint

shell_and_user "$roots/cache"
with_libraries "$roots/cache" "$redis/usr/bin/redis-check-rdb" "$redis/usr/bin/redis-cli"
mkdir -p "$roots/cache/usr/local/bin"
# Server and checkers are one program, which goes by the name it is called by; redis-server may be a link that only an installation resolves.
cp -L "$redis/usr/bin/redis-check-rdb" "$roots/cache/usr/local/bin/valkey-server"
cp -L "$redis/usr/bin/redis-cli" "$roots/cache/usr/local/bin/valkey-cli"
pack mandate.test/valkey:7.0 "$out/cache.tar" "$roots/cache" /usr/local/bin/valkey-server
