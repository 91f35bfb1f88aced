#!/usr/bin/python3
"""What one file costs that holds a whole country: 6,600 schools with 1,500,000 open follow-ups.

Called by `make bench-country` with the folder of the release programs and the number of schools; with 200 of them it takes a minute. The instance
is the same each time but for its dates, which lie about today. Everything happens in a scratch folder and on loopback, mails go to Postfix's
`smtp-sink`. Beside the time by the clock stands that on the processors, because other programs take their part of the first. Nothing of this is
asserted in a test: speed is the machine's.
"""

import contextlib
import datetime
import json
import math
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

from measuring import DAY, OPVOLG, OPVOLGD, QUIET, REPOSITORY, OtherWriter, Sink, free_port, instance, measured, milliseconds, once

SCHOOLS = int(sys.argv[2]) if len(sys.argv) > 2 else 6_600
# For each school, so that 6,600 of them have 1,500,000 open follow-ups, and 150,000 reminders on the peak morning.
OPEN, PEAK = 227.2728, 22.7273
CASES, OVERDUE, TRAININGS = 14, 5, 100
SCHOOLS_OF_A_BOARD = 20
TODAY = datetime.date.today()
# At a size, the goals of its whole country hold for what does not grow with the country, and in proportion for what does.
SHARE = SCHOOLS / 6_600
rows = []


def report(what, figure, goal="", met=None):
    rows.append((what, figure, goal, "" if met is None else "met" if met else "MISSED"))
    print(f"  {what}: {figure}", flush=True)


def describe(usage):
    """What a run took, and where its time went: waiting is for the disk, for the network and for other programs on the processors."""
    waiting = max(0, usage.seconds - usage.processor)
    return (f"{usage.seconds:.2f} s ({usage.user:.2f} computing, {usage.system:.2f} in the system, {waiting:.2f} waiting), "
            f"{usage.megabytes:.0f} MB")


# ---- The instance

def day(days):
    return (TODAY + datetime.timedelta(days=days)).isoformat()


def configuration(port, contacts):
    """Hours and steps are such that the day of the week on which the benchmark runs makes no difference."""
    yield f"""[service]
database  = "opvolg.db"
templates = "templates"
people    = "people.csv"
time_zone = "Europe/Amsterdam"

[mail]
transport   = "smtp"
url         = "smtp://127.0.0.1:{port}"
tls         = "none"
from        = "Opvolging <opvolging@school.example>"
connections = 4
per_minute  = 1000000

[policy.normal]
steps  = ["open owner", "0 owner", "+5sd owner directie", "+10sd owner bestuur"]
repeat = ["5sd", "10sd"]
window = "daily 00:00-24:00"
"""
    for school in range(SCHOOLS):
        yield (f'\n[[school]]\nid="s{school}"\nname="School {school}"\nregion="{("noord", "midden", "zuid")[school % 3]}"\n'
               f'roles={{ib="ib{school}",directie="d{school}",bestuur="b{school // SCHOOLS_OF_A_BOARD}"}}\n')
    overview = (TODAY + datetime.timedelta(days=3)).strftime("%A").lower()
    for school in filter(gets_overview, range(SCHOOLS)):
        yield f'[[person]]\nid="d{school}"\nname="Directie {school}"\nemail="d@s{school}.example"\ndigest="weekly {overview}"\n'
    for contact in contacts:
        yield "\n[[contact]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in contact.items())
    year = TODAY.year
    for name, regions, first, last in (
            ("Herfstvakantie", ("noord",), "10-10", "10-18"), ("Herfstvakantie", ("midden", "zuid"), "10-17", "10-25"),
            ("Voorjaarsvakantie", ("noord", "midden", "zuid"), "02-20", "02-28"), ("Meivakantie", ("noord", "midden", "zuid"), "04-24", "05-02"),
            ("Zomervakantie", ("noord",), "07-04", "08-16"), ("Zomervakantie", ("midden",), "07-18", "08-30"),
            ("Zomervakantie", ("zuid",), "07-11", "08-23")):
        for later in range(3):
            listed = ", ".join(f'"{region}"' for region in regions)
            yield (f'\n[[holiday]]\nname    = "{name} {year + later}"\nfrom    = "{year + later}-{first}"\nto      = "{year + later}-{last}"\n'
                   f"regions = [{listed}]\n")


def staff():
    yield "id,name,email,school,deputy\n"
    for school in range(SCHOOLS):
        yield f"ib{school},IB {school},ib@s{school}.example,,d{school}\n"
        yield f"l{school},Leerkracht {school},l@s{school}.example,s{school},\n"
        if not gets_overview(school):
            yield f"d{school},Directie {school},d@s{school}.example,,\n"
    for board in range(math.ceil(SCHOOLS / SCHOOLS_OF_A_BOARD)):
        yield f"b{board},Bestuur {board},b@b{board}.example,,\n"


def gets_overview(school):
    """Only whoever stands in the configuration itself can have a digest, and of a whole country no more than these fit into it."""
    return school % 3 == 0


def kinds(folder, scope, count, urgency="normal"):
    """The first kinds of the catalogue about something, whatever the catalogue calls them."""
    listed = subprocess.run([OPVOLG, "kind", "list", "--format", "csv"], cwd=folder, check=True, capture_output=True, text=True).stdout
    heads, *lines = [line.split(",") for line in listed.splitlines()]
    place = {head: heads.index(head) for head in ("id", "scope", "urgency")}
    found = [line[place["id"]] for line in lines if line[place["scope"]] == scope and line[place["urgency"]] == urgency]
    return [found[number % len(found)] for number in range(count)]


def follow_ups(folder):
    """The columns of each open follow-up that differ: subject, owner and due day; the first of a school make its peak morning."""
    of_case, of_school, (training, *_) = kinds(folder, "case", 3), kinds(folder, "school", 12), kinds(folder, "employee", 1)
    for school in range(SCHOOLS):
        id = f"s{school}"
        peak = int((school + 1) * PEAK) - int(school * PEAK)
        for number in range(peak):
            yield "taak", f"Taak {number}", id, None, None, "ib", None, 0
        for number in range(OVERDUE):
            yield "taak", f"Wat te laat is {number}", id, None, None, "directie", None, -2
        for case in range(CASES):
            for number, kind in enumerate(of_case):
                yield kind, None, id, code(school, case), None, "leerkracht" if number else "ib", None, 10 + (school + 7 * case + 13 * number) % 110
        for number in range(TRAININGS):
            teacher = f"l{school}"
            yield training, None, id, None, teacher, None, teacher, 30 + (school + 7 * number) % 670
        rest = int((school + 1) * OPEN) - int(school * OPEN) - peak - OVERDUE - CASES * len(of_case) - TRAININGS
        for number in range(rest):
            owner = ("ib", "directie", "bestuur")[number % 3]
            yield of_school[number % len(of_school)], None, id, None, None, owner, None, 10 + (school + 11 * number) % 355


def code(school, case):
    return f"B-{school * 100 + case}"


def fill(folder):
    """Rows instead of commands: a million and a half `opvolg add` would take days. Next instants are for the program to compute."""
    now, began = int(time.time()), int(time.time()) - 20 * DAY

    def values():
        for kind, title, school, case, employee, role, person, due in follow_ups(folder):
            # Local midnight at the end of the day to within the offset of the zone, which the program sets right when it computes next instants.
            overdue = int(datetime.datetime.combine(TODAY + datetime.timedelta(days=due + 1), datetime.time(), datetime.timezone.utc).timestamp())
            yield kind, title, school, case, employee, role, person, "normal", day(due), overdue, 1, "open", began, 1, began, "bench", now

    with contextlib.closing(sqlite3.connect(os.path.join(folder, "opvolg.db"))) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -500000")
        with database:
            # In one pass at the end an index costs a fraction of what it does row by row.
            indexes = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'follow_ups' AND sql IS NOT NULL").fetchall()
            for name, _ in indexes:
                database.execute(f"DROP INDEX {name}")
            database.executemany(
                "INSERT INTO cases (code, school, opened_at) VALUES (?, ?, ?)",
                ((code(school, case), f"s{school}", began) for school in range(SCHOOLS) for case in range(CASES)))
            database.executemany(
                "INSERT INTO follow_ups (kind, title, school, case_code, employee, owner_role, owner_person, urgency, due_day, overdue_from, round,"
                " status, opened_at, ladder, ladder_started_at, ladder_started_by, next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values())
            # Each has been told of when it was opened, and what is late when it was due.
            database.execute("INSERT INTO steps (follow_up, ladder, step, planned_at, sent_at) SELECT id, 1, 'open', opened_at, opened_at FROM follow_ups")
            database.execute(
                "INSERT INTO steps (follow_up, ladder, step, planned_at, sent_at)"
                f" SELECT id, 1, '0', {now - 2 * DAY}, {now - 2 * DAY} FROM follow_ups WHERE due_day = ?", (day(-2),))
            for _, sql in indexes:
                database.execute(sql)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        count, = database.execute("SELECT count(*) FROM follow_ups WHERE status = 'open'").fetchone()
    return count


def country(scratch, name, port, filled=True):
    folder = instance(os.path.join(scratch, name))
    # What the catalogue asks for stands in the configuration that comes with it.
    with open(os.path.join(folder, "opvolg.toml"), "rb") as file:
        contacts = tomllib.load(file)["contact"]
    with open(os.path.join(folder, "opvolg.toml"), "w", encoding="utf-8") as file:
        file.writelines(configuration(port, contacts))
    with open(os.path.join(folder, "people.csv"), "w", encoding="utf-8") as file:
        file.writelines(staff())
    if filled:
        start = time.perf_counter()
        count = fill(folder)
        size = os.path.getsize(os.path.join(folder, "opvolg.db")) / 1e6
        print(f"  {SCHOOLS:,} schools, {count:,} open follow-ups, {size:.0f} MB, made in {time.perf_counter() - start:.0f} s", flush=True)
    return folder


def change_a_file(folder):
    """Another name for one school: nothing comes up at another moment, and the program cannot know that before it has looked."""
    path = os.path.join(folder, "opvolg.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace('name="School 1', 'name="Basisschool 1', 1))


def query(folder, sql):
    with contextlib.closing(sqlite3.connect(os.path.join(folder, "opvolg.db"), timeout=60)) as database:
        return database.execute(sql).fetchone()[0]


# ---- Measuring

def reload(scratch):
    """A command after a file has changed, which is what the daemon does too when it is told to read its files again."""
    empty = country(scratch, "empty", free_port(), filled=False)
    measured([OPVOLG, "status"], cwd=empty, allowed=(0, 1))
    plain = measured([OPVOLG, "status"], cwd=empty, allowed=(0, 1))
    report("the files are read, nothing is open", describe(plain))
    change_a_file(empty)
    scopes = measured([OPVOLG, "status"], cwd=empty, allowed=(0, 1))
    report("the same after a file changed: who looks after which schools", describe(scopes), "≤ 2 × the line before",
           scopes.processor <= 2 * plain.processor)


def replanning(folder):
    """The first time also opens the check of each case, which holds the lock for most of a batch."""
    with OtherWriter(os.path.join(folder, "opvolg.db")) as other:
        first = measured([OPVOLG, "status"], cwd=folder, allowed=(0, 1))
    report("replanning, every next instant another", describe(first))
    report("  the longest that another program could not write", f"{other.longest * 1000:.0f} ms", "< 200 ms", other.longest < 0.2)
    change_a_file(folder)
    with OtherWriter(os.path.join(folder, "opvolg.db")) as other:
        second = measured([OPVOLG, "status"], cwd=folder, allowed=(0, 1))
    report("replanning after a file changed, no next instant another", describe(second))
    report("  the longest that another program could not write", f"{other.longest * 1000:.0f} ms", "< 200 ms", other.longest < 0.2)


def looking(folder):
    runs = [measured([OPVOLG, "status"], cwd=folder, allowed=(0, 1)) for _ in range(5)]
    median = sorted(runs, key=lambda run: run.seconds)[2]
    report("status", describe(median), "< 0.5 s", median.seconds < 0.5)
    for form in ("table", "csv"):
        path = os.path.join(folder, "forecast")
        with open(path, "wb") as file:
            run = measured([OPVOLG, "forecast", "--days", "7", "--format", form], cwd=folder, stdout=file)
        with open(path, "rb") as file:
            lines = sum(1 for _ in file)
        report(f"forecast --days 7, {form}, {lines:,} lines", describe(run), "< 150 MB", run.megabytes < 150)


def peak(folder, sink):
    before = sink.processor
    with OtherWriter(os.path.join(folder, "opvolg.db")) as other:
        run = measured([OPVOLGD, "--once"], cwd=folder)
    reminders, sent = query(folder, "SELECT count(*) FROM reminders"), query(folder, "SELECT count(*) FROM messages WHERE state = 'sent'")
    report(f"the peak morning: {reminders:,} reminders, {sent:,} mails", describe(run), f"≤ {40 * SHARE:.1f} s", run.seconds <= 40 * SHARE)
    report("  of the processors smtp-sink took meanwhile", f"{sink.processor - before:.2f} s")
    report("  the longest that another program could not write", f"{other.longest * 1000:.0f} ms")


@contextlib.contextmanager
def daemon(folder):
    """Runs until the end, once its first pass is over."""
    with tempfile.TemporaryDirectory() as place, contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as notices:
        notices.bind(os.path.join(place, "notify"))
        notices.settimeout(600)
        process = subprocess.Popen([OPVOLGD], cwd=folder, env={**os.environ, "NOTIFY_SOCKET": os.path.join(place, "notify")}, **QUIET)
        try:
            while b"READY=1" not in notices.recv(4096):
                pass
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def during_a_reload(folder):
    """What the daemon is told while it computes next instants again must not wait until it has done so for all."""
    with daemon(folder) as process:
        change_a_file(folder)
        process.send_signal(signal.SIGHUP)
        # Time for it to read the files.
        time.sleep(1 + 4 * SHARE)
        acute, = kinds(folder, "case", 1, "acute")
        start = time.perf_counter()
        subprocess.run([OPVOLG, "add", acute, "--case", code(0, 0)], cwd=folder, check=True, **QUIET)
        added = time.perf_counter() - start
        while not query(folder, "SELECT count(*) FROM messages WHERE priority = 2 AND state = 'sent'"):
            time.sleep(0.05)
        report("something acute is opened during a reload: until it is in", f"{added:.2f} s")
        report("  until its mail has been sent", f"{time.perf_counter() - start:.2f} s")


def start_up(scratch):
    folder = instance(os.path.join(scratch, "contract"))
    shutil.copy(os.path.join(REPOSITORY, "Tests", "ConfigurationTests", "Fixtures", "contract.toml"), os.path.join(folder, "opvolg.toml"))
    commands = [OPVOLG, "list"], ["curl", "--version"], [OPVOLG, "--version"]
    taken = [[] for _ in commands]
    for round_ in range(62):
        for place, command in enumerate(commands):
            seconds = once(command, cwd=folder)
            if round_:
                taken[place].append(seconds)
    listing, curl, version = (statistics.median(times) for times in taken)
    report("opvolg list, the contract's configuration : curl --version",
           f"{milliseconds(listing)} : {milliseconds(curl)} ms = {listing / curl:.2f}", "≤ 1.8", listing <= 1.8 * curl)
    report("opvolg --version : curl --version", f"{milliseconds(version)} : {milliseconds(curl)} ms = {version / curl:.2f}")


def sending(scratch, sink, count=10_000):
    """A mail each to 10,000 people, planned, rendered, sent and recorded, beside Postfix's own generator, which sends the same one over and over."""
    people = "".join(
        f'[[person]]\nid = "p{number}"\nname = "Medewerker {number}"\nemail = "p{number}@school.example"\nschool = "school"\n' for number in range(count))

    def edit(text):
        text = text.replace('transport = "maildir"', f'transport = "smtp"\nurl = "smtp://127.0.0.1:{sink.port}"\ntls = "none"\n'
                            'connections = 4\nper_minute = 1000000')
        return text.replace("\n[[contact]]", '\n[policy.normal]\nsteps = ["open owner", "0 owner", "+5sd owner directie"]\nrepeat = ["5sd"]\n'
                            'window = "daily 00:00-24:00"\n\n' + people + "\n[[contact]]", 1)

    now = int(time.time())
    runs, computed = [], []
    for attempt in range(3):
        folder = instance(os.path.join(scratch, f"send-{attempt}"), edit)
        with contextlib.closing(sqlite3.connect(os.path.join(folder, "opvolg.db"))) as database, database:
            database.executemany(
                "INSERT INTO follow_ups (kind, title, school, owner_person, urgency, due_day, overdue_from, round, status, opened_at, ladder,"
                " ladder_started_at, ladder_started_by, next_at) VALUES ('taak', ?, 'school', ?, 'normal', ?, ?, 1, 'open', ?, 1, ?, 'bench', ?)",
                ((f"Taak {number}", f"p{number}", day(-1), now, now - 30 * DAY, now - 30 * DAY, now - 60) for number in range(count)))
        before = sink.processor
        run = measured([OPVOLGD, "--once"], cwd=folder)
        runs.append((run, sink.processor - before))
        sent = query(folder, "SELECT count(*) FROM messages WHERE state = 'sent'")
        assert sent == count, f"{sent} of {count} messages sent"
    run, of_sink = sorted(runs, key=lambda run: run[0].seconds)[1]
    example = subprocess.run([OPVOLG, "preview", "1", "--as", "eml"], cwd=folder, check=True, capture_output=True).stdout
    ours = count / run.seconds

    for how, flags in (("kept connections", ["-d"]), ("a connection each", [])):
        generator = [once(["/usr/sbin/smtp-source", *flags, "-s", "4", "-m", str(count), "-l", str(len(example)), "-f", "a@school.example",
                           "-t", "b@school.example", f"127.0.0.1:{sink.port}"]) for _ in range(3)]
        theirs = count / statistics.median(generator)
        goal = ("≥ 0.5", ours >= 0.5 * theirs) if flags else ()
        report(f"{count:,} mails of {len(example)} bytes, 4 connections : smtp-source, {how}", f"{ours:.0f} : {theirs:.0f} a second = {ours / theirs:.2f}", *goal)
    report("  where the time of ours went", describe(run))
    report("  of the processors smtp-sink took meanwhile", f"{of_sink:.2f} s")


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "unknown")
    return f"{os.cpu_count()} × {model}, load {os.getloadavg()[0]:.1f} at the start"


def main():
    about = machine()
    scratch = tempfile.mkdtemp(prefix="opvolg-country-")
    try:
        with Sink() as sink:
            print("measuring: starting, sending", flush=True)
            start_up(scratch)
            sending(scratch, sink)
            print("measuring: a country", flush=True)
            reload(scratch)
            folder = country(scratch, "country", sink.port)
            replanning(folder)
            looking(folder)
            peak(folder, sink)
            during_a_reload(folder)
    finally:
        shutil.rmtree(scratch)
    print(f"\n{about}, {os.getloadavg()[0]:.1f} at the end; {SCHOOLS:,} schools")
    for what, figure, goal, verdict in rows:
        print(f"{what:82} {figure:72} {goal:22} {verdict}".rstrip())


main()
