#!/bin/sh
# Shows the whole path once: an instance in a scratch folder, follow-ups of all four kinds, one pass, and what came of it.
# Called by `make demo` with the folder of the built programs and the catalogue to work by. Nothing is sent anywhere: mail goes into a Maildir.
set -eu

programs=$1
catalogue=${2:-meldcode-2019}
# What is opened of each sort, who looks after cases, what the first is closed with, and any kind to find a day with.
probe='taak --title Proef'
keeper=ib
keeper_name='Intern begeleider'
arrival='hulp-aangekomen --case VL-2026-014' ended=nee
reported='vt-opnieuw --case VL-2026-009'
evaluation=meldcode-evalueren
training=medewerker-training
case $catalogue in
meldcode-2019) ;;
meldcode-2012) reported='amk-opnieuw --case VL-2026-009' ;;
kinderopvang)
    file=templates/kinderopvang.toml
    keeper=af
    keeper_name=Aandachtsfunctionaris
    place='Kindercentrum De Voorbeeld'
    ;;
bhv)
    file=docs/examples/bhv.toml
    probe=verbetering
    keeper=hoofd
    keeper_name='Hoofd BHV'
    place='Fabriek De Voorbeeld'
    arrival='nazorg --case VL-2026-014' ended=nog-niet
    reported='ongeval-onderzoek --case VL-2026-009'
    evaluation=blusmiddelen
    training=bhv-certificaat
    ;;
*)
    echo "there is no demo of \"$catalogue\"; take meldcode-2019, meldcode-2012, kinderopvang or bhv" >&2
    exit 64
    ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
instance="$scratch/school"
export OPVOLG_CONFIG="$instance/opvolg.toml"
export TZ=Europe/Amsterdam

# Runs a program at another moment: the clock is moved from outside, the programs have no door for it. Not by faketime(1), which refuses to start when
# a program of the same number was killed under it before.
library=$(ls /usr/lib/*/faketime/libfaketime.so.1)
at() {
    moment=$(date -d "$1" '+@%F %T')
    shift
    LD_PRELOAD=$library FAKETIME=$moment "$@"
}
opvolg() { "$programs/opvolg" "$@"; }
ago() { date -d "$day - $1 days" +%F; }
# An instance. A catalogue of another sector has other roles, and its own file.
make() {
    if [ -z "${file:-}" ]; then
        opvolg init "$1" --catalogue "$catalogue" 2> /dev/null
        return
    fi
    opvolg init "$1" 2> /dev/null | sed "s/by meldcode-2019/by $catalogue/"
    cp "$(dirname "$0")/../$file" "$1/templates/"
    sed -i -e "s/^file = \".*\"/file = \"$(basename "$file")\"/" -e "s/^ib  *= \"ib-school\"/$keeper = \"$keeper-school\"/" \
        -e "s/ib-school/$keeper-school/" -e "s/ib@school/$keeper@school/" -e "s/Intern begeleider/$keeper_name/" \
        -e "s/Basisschool De Voorbeeld/$place/" "$1/opvolg.toml"
    rm -r "$1"/templates/mail/*/kind
    opvolg check --config "$1/opvolg.toml" > /dev/null
}
title() { printf '\n\033[1m%s\033[0m\n' "$1"; }

# Normal reminders go on school days: stand at ten o'clock on the last one, today if it is one.
make "$scratch/probe" > /dev/null
back=0
while :; do
    day=$(date -d "- $back days" +%F)
    next=$(at "$day 10:00" "$programs/opvolg" add $probe --due 1w --config "$scratch/probe/opvolg.toml" --format json |
        sed 's/.*"next_reminder":"\([0-9-]*\)T.*/\1/')
    if [ "$next" = "$day" ] || [ "$back" -ge 60 ]; then break; fi
    back=$((back + 1))
done

title "\$ opvolg init school --catalogue $catalogue"
make "$instance"
cat >> "$OPVOLG_CONFIG" << 'PERSON'

[[person]]
id     = "collega"
name   = "Collega"
email  = "collega@school.example"
school = "school"
PERSON

title "Four follow-ups, opened in the past weeks (today is $day)"
at "$(ago 28) 10:00" "$programs/opvolg" add $arrival --due "$(ago 10)" --as directie-school
at "$(ago 42) 10:00" "$programs/opvolg" add $reported --due "$(ago 1)" --as directie-school
at "$(ago 28) 10:00" "$programs/opvolg" add "$evaluation" --due "$day" --as bestuur
at "$(ago 1) 20:00" "$programs/opvolg" add "$training" --person collega --due 4w --as directie-school

title "\$ opvolg list"
at "$day 10:00" "$programs/opvolg" list

title "\$ opvolg forecast --days 1      who gets what, and why"
at "$day 10:00" "$programs/opvolg" forecast --days 1

title "\$ opvolgd --once                one pass"
at "$day 10:00" "$programs/opvolgd" --once

title "\$ opvolg message list           what was sent to whom"
at "$day 10:00" "$programs/opvolg" message list

title "The mail to whoever looks after the cases, as it is read"
for mail in "$instance"/mail/new/*; do
    if grep -q "^To:.*$keeper@school" "$mail"; then
        /usr/bin/python3 - "$mail" << 'READ'
import email.policy, sys
mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
for name in ("From", "To", "Subject", "Date"):
    print(f"{name}: {mail[name]}")
print()
print(mail.get_body(("plain",)).get_content())
READ
    fi
done

title "\$ opvolg close 1 $ended            not done: what follows is opened at once"
at "$day 10:05" "$programs/opvolg" close 1 "$ended" --as "$keeper-school"
at "$day 10:05" "$programs/opvolg" list
