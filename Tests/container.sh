#!/bin/sh
# usage: Tests/container.sh PACKAGE.deb   as root: builds the image of docs/examples/container from a Debian root that debootstrap makes, and runs it as a
# runtime would: as process 1, as its user, on a root that may not be written to. Ends with 1 at the first thing that is not as it should be.
set -eu

package=$(readlink -f "$1")
example=$(readlink -f "$(dirname "$0")/../docs/examples/container")
work=$(mktemp -d)
storage="--root $work/storage --runroot $work/run --storage-driver vfs"
trap 'umount "$work/image/proc" "$work/image/var/lib/opvolg" "$work/image" 2>/dev/null || true; rm -rf "$work"' EXIT
say() { echo "container: $*"; }
fail() { echo "container: FAILED: $*" >&2; exit 1; }
buildah_() { command=$1; shift; buildah $storage "$command" "$@"; }

# The archive that this machine itself uses; the image is built from it too.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
debootstrap --variant=minbase bookworm "$work/base" "$mirror" > "$work/debootstrap.log" || { tail "$work/debootstrap.log"; fail debootstrap; }
base=$(buildah_ from scratch)
buildah_ add --quiet "$base" "$work/base" / > /dev/null
buildah_ commit --quiet "$base" localhost/base > /dev/null
rm -rf "$work/base"

mkdir "$work/context"
cp "$example/Containerfile" "$example/nightly" "$package" "$work/context"
buildah_ bud --isolation chroot --network host --build-arg BASE=localhost/base --tag localhost/opvolg "$work/context" > "$work/build.log" 2>&1 ||
    { tail -n 30 "$work/build.log"; fail "the Containerfile does not build"; }
container=$(buildah_ from localhost/opvolg)
configuration=$(buildah_ inspect --type image --format '{{.OCIv1.Config.User}} {{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Env}}' localhost/opvolg)
case $configuration in "opvolg [opvolgd] "*CREDENTIALS_DIRECTORY=/run/secrets*) ;; *) fail "the image is to be run so: $configuration" ;; esac
mounted=$(buildah_ mount "$container")
say "the image is built from the Containerfile: $(du -sh "$mounted" | cut -f 1)"

# As compose.yaml has it: the root read-only, and a volume; and /proc, as every runtime has it.
mkdir "$work/image" "$work/volume"
mount --bind "$mounted" "$work/image"
mkdir -p "$mounted/run/secrets"
user=$(chroot "$mounted" id -u opvolg)
group=$(chroot "$mounted" id -g opvolg)
chown "$user:$group" "$work/volume"
chmod 2770 "$work/volume"
mount -o remount,bind,ro "$work/image"
mount --bind "$work/volume" "$work/image/var/lib/opvolg"
mount -t proc proc "$work/image/proc"
environment="PATH=/usr/local/bin:/usr/bin:/bin OPVOLG_CONFIG=/etc/opvolg/opvolg.toml CREDENTIALS_DIRECTORY=/run/secrets"
command() { chroot --userspec "$user:$group" "$work/image" env -i $environment "$@"; }
command opvolg check > /dev/null || fail "check"
# Process 1 of a namespace of its own: a signal that it has no handler for would not reach it.
unshare --pid --fork --kill-child --mount-proc="$work/image/proc" chroot --userspec "$user:$group" "$work/image" env -i $environment opvolgd > "$work/daemon.log" 2>&1 &
outer=$!
command opvolg add noodsituatie --case VL-1 --school school --as directie-school > /dev/null || fail "a command beside the daemon"
waited=0
until [ -n "$(find "$work/volume/mail/new" -type f 2>/dev/null)" ]; do
    waited=$((waited + 1))
    [ "$waited" -lt 600 ] || { cat "$work/daemon.log"; fail "no mail within a minute"; }
    sleep 0.1
done
health=0
command opvolg status > "$work/status" || health=$?
[ "$health" -lt 2 ] || { cat "$work/status"; fail "the health check says $health"; }
say "it sends its first mail as process 1, on a read-only root"

inner=$(pgrep --parent "$outer")
[ "$(awk '/^NSpid/ { print $NF }' "/proc/$inner/status")" = 1 ] || fail "the daemon is not process 1"
kill -TERM "$inner"
status=0
wait "$outer" || status=$?
[ "$status" = 0 ] || { cat "$work/daemon.log"; fail "SIGTERM ended it with $status"; }
grep -q stopped "$work/daemon.log" || fail "it did not stop by itself"
say "process 1 hears SIGTERM, and ends with 0"

unshare --pid --fork --kill-child --mount-proc="$work/image/proc" chroot --userspec "$user:$group" "$work/image" env -i $environment opvolg-nightly "$(date -u -d '+2 seconds' +%H:%M)" \
    > "$work/nightly.log" 2>&1 &
outer=$!
sleep 0.5
kill -TERM "$(pgrep --parent "$outer")"
wait "$outer" || fail "the nightly copy does not end at SIGTERM"
command opvolg backup > /dev/null || fail "a backup"
[ "$(find "$work/volume/backups" -name 'opvolg-*.db' -perm 600 | wc -l)" = 1 ] || fail "no copy of the database"
say "the nightly copy waits for its time, is made in the volume, and ends at SIGTERM"
echo 'container: 4 passed, 0 failed'
