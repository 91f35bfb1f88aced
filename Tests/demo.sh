#!/bin/sh
# Shows the whole path once: an instance in a scratch folder, follow-ups of all four kinds, one pass, and what came of it.
# Called by `make demo` with the folder of the built programs and the catalogue to work by. Nothing is sent anywhere: mail goes into a Maildir.
set -eu

programs=$1
catalogue=${2:-meldcode-2019}
case $catalogue in
meldcode-2012) reported=amk-opnieuw ;;
*) reported=vt-opnieuw ;;
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
title() { printf '\n\033[1m%s\033[0m\n' "$1"; }

# Normal reminders go on school days: stand at ten o'clock on the last one, today if it is one.
"$programs/opvolg" init "$scratch/probe" --catalogue "$catalogue" > /dev/null 2>&1
back=0
while :; do
    day=$(date -d "- $back days" +%F)
    next=$(at "$day 10:00" "$programs/opvolg" add taak --title Proef --due 1w --config "$scratch/probe/opvolg.toml" --format json |
        sed 's/.*"next_reminder":"\([0-9-]*\)T.*/\1/')
    if [ "$next" = "$day" ] || [ "$back" -ge 60 ]; then break; fi
    back=$((back + 1))
done

title "\$ opvolg init school --catalogue $catalogue"
opvolg init "$instance" --catalogue "$catalogue" 2> /dev/null
cat >> "$OPVOLG_CONFIG" << 'PERSON'

[[person]]
id     = "leerkracht-groep5"
name   = "Leerkracht groep 5"
email  = "groep5@school.example"
school = "school"
PERSON

title "Four follow-ups, opened in the past weeks (today is $day)"
at "$(ago 28) 10:00" "$programs/opvolg" add hulp-aangekomen --case VL-2026-014 --due "$(ago 10)" --as directie-school
at "$(ago 42) 10:00" "$programs/opvolg" add "$reported" --case VL-2026-009 --due "$(ago 1)" --as directie-school
at "$(ago 28) 10:00" "$programs/opvolg" add meldcode-evalueren --due "$day" --as bestuur
at "$(ago 1) 20:00" "$programs/opvolg" add medewerker-training --person leerkracht-groep5 --due 4w --as directie-school

title "\$ opvolg list"
at "$day 10:00" "$programs/opvolg" list

title "\$ opvolg forecast --days 1      who gets what, and why"
at "$day 10:00" "$programs/opvolg" forecast --days 1

title "\$ opvolgd --once                one pass"
at "$day 10:00" "$programs/opvolgd" --once

title "\$ opvolg message list           what was sent to whom"
at "$day 10:00" "$programs/opvolg" message list

title "The mail to the intern begeleider, as it is read"
for mail in "$instance"/mail/new/*; do
    if grep -q '^To:.*ib@school' "$mail"; then
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

title "\$ opvolg close 1 nee            the parent did not arrive: what follows is opened at once"
at "$day 10:05" "$programs/opvolg" close 1 nee --as ib-school
at "$day 10:05" "$programs/opvolg" list
