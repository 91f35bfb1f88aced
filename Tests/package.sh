#!/bin/sh
# usage: Tests/package.sh PACKAGE.deb   as root: installs the package in a clean Debian root, over its predecessor and with data in place, sends a first
# reminder, removes and purges it, and tells after each step what was seen. Ends with 1 at the first thing that is not as it should be.
set -eu

package=$(readlink -f "$1")
work=$(mktemp -d)
root=$work/root
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf "$work"' EXIT

say() { echo "package: $*"; }
fail() { echo "package: FAILED: $*" >&2; exit 1; }
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_service() { inside setpriv --reuid opvolg --regid opvolg --init-groups "$@"; }
has() { inside test "$@" || fail "not so: test $*"; }
hasnt() { if inside test "$@"; then fail "still so: test $*"; fi; }

# The archive that this machine itself uses.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
debootstrap --variant=minbase bookworm "$root" "$mirror" > "$work/debootstrap.log" || { tail "$work/debootstrap.log"; fail "debootstrap"; }
mount -t proc proc "$root/proc"
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp "$package" "$root/new.deb"

# The predecessor: the same, with a lower version and an older wording in a template.
dpkg-deb --raw-extract "$package" "$work/old"
sed -i 's/^Version: .*/Version: 0.0.9/' "$work/old/DEBIAN/control"
echo "Een oudere tekst." >> "$work/old/usr/share/opvolg/templates/mail/nl/partial/voet.txt"
(cd "$work/old" && find usr lib -type f -exec md5sum {} + > DEBIAN/md5sums)
dpkg-deb --root-owner-group --build "$work/old" "$root/old.deb" > /dev/null
install_package() { inside apt-get install --quiet --quiet --yes --no-install-recommends -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$1" > "$work/apt.log" 2>&1 || { cat "$work/apt.log"; fail "apt-get install $1"; }; }

install_package /old.deb
inside opvolg --version
has "$(inside stat -c %U:%G:%a /var/lib/opvolg)" = opvolg:opvolg:2770
has "$(inside stat -c %U:%G:%a /etc/opvolg)" = root:opvolg:750
has "$(inside stat -c %U:%G:%a /etc/opvolg/opvolg.toml)" = root:opvolg:640
as_service opvolg check
inside apt-get install --quiet --quiet --yes --no-install-recommends -o Dpkg::Use-Pty=0 systemd man-db > /dev/null 2>&1
inside systemd-analyze verify /lib/systemd/system/opvolgd.service /lib/systemd/system/opvolgd-once.service /lib/systemd/system/opvolgd-once.timer
for page in opvolg opvolg.add opvolgd; do inside man --path "$page" > /dev/null || fail "no manual page $page"; done
say "installed: check passes, the units verify, there are manual pages"

# An administrator's change, and data.
sed -i 's/Basisschool De Voorbeeld/De Vlieger/' "$root/etc/opvolg/opvolg.toml"
as_service opvolg add hulp-aangekomen --case VL-2026-014 --school school --due 2026-01-05 --as directie-school
as_service opvolgd --once || fail "a first pass"
# Outside school time a normal reminder waits; an acute one never does.
as_service opvolg add noodsituatie --case VL-2026-015 --school school --as directie-school
as_service opvolgd --once || fail "a second pass"
mails=$(as_service find /var/lib/opvolg/mail/new -type f | wc -l)
[ "$mails" -ge 1 ] || fail "no first reminder"
say "a first reminder went out ($mails mails)"

install_package /new.deb
has "$(inside dpkg-query --show --showformat '${Version}' opvolg)" != 0.0.9
grep -q 'De Vlieger' "$root/etc/opvolg/opvolg.toml" || fail "the configuration was lost in the upgrade"
has "$(inside stat -c %U:%G:%a /etc/opvolg/opvolg.toml)" = root:opvolg:640
as_service opvolg list --format csv | grep -q VL-2026-014 || fail "the data was lost in the upgrade"
as_service opvolg check
as_service opvolg history verify
! grep -q 'oudere tekst' "$root/usr/share/opvolg/templates/mail/nl/partial/voet.txt" || fail "an old template"
say "upgraded with configuration and data in place"

inside apt-get remove --quiet --quiet --yes opvolg > /dev/null 2>&1
hasnt -e /usr/bin/opvolg
has -e /etc/opvolg/opvolg.toml
has -e /var/lib/opvolg/opvolg.db
say "removed: the configuration and the data are there"

purged=$(inside apt-get purge --quiet --quiet --yes opvolg 2>&1)
case $purged in *"in /var/lib/opvolg stay"*) ;; *) fail "purge does not say what it leaves: $purged" ;; esac
hasnt -e /etc/opvolg
left=$(inside find / -xdev -path /proc -prune -o -path /var/lib/opvolg -prune -o -name '*opvolg*' -print | grep -v '^/var/log/' || true)
[ -z "$left" ] || fail "purge left: $left"
say "purged: nothing is left but /var/lib/opvolg, as it said"
echo 'package: 5 passed, 0 failed'
