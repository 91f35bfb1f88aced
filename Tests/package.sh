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

# The predecessor: the same with a lower version, an older wording in a template, and the configuration as a conffile, without what is new in it: it works by
# the code of 2012, and goes on so.
dpkg-deb --raw-extract "$package" "$work/old"
sed -i 's/^Version: .*/Version: 0.0.9/' "$work/old/DEBIAN/control"
echo "Een oudere tekst." >> "$work/old/usr/share/opvolg/templates/mail/nl/partial/voet.txt"
mkdir -p "$work/old/etc/opvolg"
sed -e 's,^database  = .*,database  = "/var/lib/opvolg/opvolg.db",' -e 's,^templates = .*,templates = "/usr/share/opvolg/templates",' \
    -e 's,^maildir   = .*,maildir   = "/var/lib/opvolg/mail",' -e '/^\[backup\]/,/^weeks/d' -e '/^\[\[catalogue\]\]/,/^file/d' \
    "$work/old/usr/share/opvolg/templates/opvolg.toml" > "$work/old/etc/opvolg/opvolg.toml"
echo /etc/opvolg/opvolg.toml >> "$work/old/DEBIAN/conffiles"
sed -i '/^    opvolg-setup$/d' "$work/old/DEBIAN/postinst"
(cd "$work/old" && find usr lib -type f -exec md5sum {} + > DEBIAN/md5sums)
dpkg-deb --root-owner-group --build "$work/old" "$root/old.deb" > /dev/null
install_package() { inside apt-get install --quiet --quiet --yes --no-install-recommends -o Dpkg::Use-Pty=0 "$1" > "$work/apt.log" 2>&1 < /dev/null || { cat "$work/apt.log"; fail "apt-get install $1"; }; }

install_package /old.deb
inside opvolg --version
has "$(inside stat -c %U:%G:%a /var/lib/opvolg)" = opvolg:opvolg:2770
has "$(inside stat -c %U:%G:%a /etc/opvolg)" = root:opvolg:750
has "$(inside stat -c %U:%G:%a /etc/opvolg/opvolg.toml)" = root:opvolg:640
as_service opvolg check
inside apt-get install --quiet --quiet --yes --no-install-recommends -o Dpkg::Use-Pty=0 systemd man-db > /dev/null 2>&1
for unit in opvolgd.service opvolgd-once.service opvolgd-once.timer opvolg-backup.service opvolg-backup.timer; do
    inside systemd-analyze verify "/lib/systemd/system/$unit" "/lib/systemd/system/${unit%.*}@oost.${unit##*.}"
done
for page in opvolg opvolg.add opvolgd; do inside man --path "$page" > /dev/null || fail "no manual page $page"; done
for file in docs/handleiding.md docs/pictures/vandaag-computer.png docs/examples/prometheus-alerts.yml docs/examples/grafana-dashboard.json \
    docs/examples/container/Containerfile docs/examples/litestream/litestream.yml; do has -s "/usr/share/doc/opvolg/$file"; done
for shell in bash-completion/completions/opvolg zsh/vendor-completions/_opvolg fish/vendor_completions.d/opvolg.fish; do has -s "/usr/share/$shell"; done
say "installed: check passes, the units verify, there are manual pages, guide, examples and completions"

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

before=$(md5sum < "$root/etc/opvolg/opvolg.toml")
install_package /new.deb
! grep -qi 'configuration file' "$work/apt.log" || fail "the upgrade asks about the configuration"
has "$(md5sum < "$root/etc/opvolg/opvolg.toml")" = "$before"
as_service opvolg kind show amk-opnieuw > /dev/null || fail "the upgrade changes by which code the school works"
[ -z "$(find "$root/etc/opvolg" -name '*.dpkg*')" ] || fail "the upgrade left a second configuration"
has "$(inside dpkg-query --show --showformat '${Version}' opvolg)" != 0.0.9
grep -q 'De Vlieger' "$root/etc/opvolg/opvolg.toml" || fail "the configuration was lost in the upgrade"
has "$(inside stat -c %U:%G:%a /etc/opvolg/opvolg.toml)" = root:opvolg:640
as_service opvolg list --format csv | grep -q VL-2026-014 || fail "the data was lost in the upgrade"
as_service opvolg check
as_service opvolg history verify
! grep -q 'oudere tekst' "$root/usr/share/opvolg/templates/mail/nl/partial/voet.txt" || fail "an old template"
say "upgraded without a terminal, with an edited configuration and data in place"

# A night's copy, what is sent and changed after it, and back.
as_service opvolg backup > /dev/null
copy=$(find "$root/var/lib/opvolg/backups" -name 'opvolg-*.db')
has "$(stat -c %a "$copy")" = 600
as_service opvolg status | grep -q '^last backup  *20' || fail "status does not know of the backup"
as_service opvolg add noodsituatie --case VL-2026-016 --school school --as directie-school
as_service opvolgd --once || fail "a pass after the backup"
restored=$(as_service opvolg restore --last)
echo "$restored" | grep -q '^sent since, and not sent again: [1-9]' || fail "restore does not tell what was sent since: $restored"
! as_service opvolg list --format csv | grep -q VL-2026-016 || fail "what was restored is not what was copied"
as_service opvolg history verify
say "backed up and restored: it says what was sent since"

# A board beside it shares the programs and nothing else.
inside opvolg-setup oost > /dev/null
has "$(inside stat -c %U:%G:%a /etc/opvolg/boards/oost/opvolg.toml)" = root:opvolg:640
has "$(inside stat -c %U:%G:%a /var/lib/opvolg/boards/oost)" = opvolg:opvolg:2770
as_service opvolg --board oost check
as_service opvolg add noodsituatie --board oost --case OO-1 --school school --as directie-school
as_service opvolgd --once --board oost || fail "a pass of the board"
as_service opvolg backup --board oost > /dev/null
has -s /var/lib/opvolg/boards/oost/opvolg.db
as_service opvolg --board oost list --format csv | grep -q OO-1 || fail "the board does not know its case"
! as_service opvolg list --format csv | grep -q OO-1 || fail "a board's case is in another's list"
[ "$(find "$root/var/lib/opvolg/boards/oost/mail/new" "$root/var/lib/opvolg/boards/oost/backups" -type f | wc -l)" -ge 2 ] || fail "no mail or backup of the board"
say "a board of its own: configuration, data, mail and backups"

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

# Installed anew, without anything from before.
rm -rf "$root/var/lib/opvolg"
install_package /new.deb
has "$(inside stat -c %U:%G:%a /etc/opvolg/opvolg.toml)" = root:opvolg:640
grep -q '^database  = "/var/lib/opvolg/opvolg.db"' "$root/etc/opvolg/opvolg.toml" || fail "the configuration does not name the server's paths"
[ -z "$(inside dpkg-query --show --showformat '${Conffiles}' opvolg)" ] || fail "there are conffiles"
as_service opvolg check
as_service opvolg add noodsituatie --case VL-1 --school school --as directie-school
as_service opvolgd --once || fail "a first pass of a new installation"
inside apt-get purge --quiet --quiet --yes opvolg > /dev/null 2>&1 < /dev/null || fail "purge"
hasnt -e /etc/opvolg
say "installed anew: its configuration is made, checked and at work"
echo 'package: 8 passed, 0 failed'
