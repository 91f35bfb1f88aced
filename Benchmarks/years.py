#!/usr/bin/python3
"""Ten years of a board of twenty schools: what the database holds after each, and what a pass, a page and a backup take at the end.

Called by `make bench-years` with the folder of the release programs and the one in which `ManyYearsTests` has left the database of each year. Those years end
in the week in which it runs, so the programs go on where they ended. Nothing of this is asserted in a test: speed is the machine's.
"""

import base64
import contextlib
import csv
import hashlib
import http.client
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

from measuring import OPVOLG, OPVOLGD, QUIET, OtherWriter, free_port, instance, measured, milliseconds

YEARS = os.path.abspath(sys.argv[2])
SCHOOLS, STAFF = 20, 30
ROUNDS = 31
COUNTED = ("cases", "follow_ups", "steps", "reminders", "messages", "overviews", "history", "links", "sessions", "clock_leaps")


def database(folder):
    return os.path.join(folder, "opvolg.db")


def query(path, sql):
    with contextlib.closing(sqlite3.connect(path, timeout=60)) as connection:
        return connection.execute(sql).fetchone()[0]


# ---- Year by year

def growth():
    with open(os.path.join(YEARS, "years.csv"), encoding="utf-8") as file:
        years = list(csv.DictReader(file))
    names = [name.replace("_", " ") for name in COUNTED]
    print("| after year | MB | of it free | open | " + " | ".join(names) + " | cases purged | a pass with nothing to do, ms |")
    print("|" + "---|" * (len(names) + 6))
    for year in years:
        path = os.path.join(YEARS, f"year-{year['year']}.db")
        pages, size, free = (query(path, f"PRAGMA {name}") for name in ("page_count", "page_size", "freelist_count"))
        counts = [query(path, f"SELECT count(*) FROM {table}") for table in COUNTED]
        idle = f"{float(year['pass']) / 1000:.1f}" if year["pass"] else ""
        still_open = query(path, "SELECT count(*) FROM follow_ups WHERE status = 'open'")
        cells = [year["year"], f"{pages * size / 1e6:.1f}", f"{free / pages:.0%}", f"{still_open:,}", *(f"{count:,}" for count in counts),
                 year["purged"], idle]
        print("| " + " | ".join(cells) + " |", flush=True)
    return os.path.join(YEARS, f"year-{years[-1]['year']}.db")


# ---- At the end

def settings(text, port):
    """The people and schools of `Board`, with what the catalogue asks for as it comes."""
    head, contacts = text.split("\n[[school]]", 1)[0], text[text.index("\n[[contact]]"):]
    schools = "".join(
        f'\n[[school]]\nid = "school{number}"\nname = "School {number}"\nregion = "{("noord", "midden", "zuid")[number % 3]}"\n'
        f'roles = {{ leerkracht = "leerkracht{number}-1", ib = "ib{number}", directie = "directie{number}", bestuur = "bestuur" }}\n'
        for number in range(1, SCHOOLS + 1))
    people = [("bestuur", "", "bestuur2", ""), ("bestuur2", "", "bestuur", "")]
    for number in range(1, SCHOOLS + 1):
        school, neighbour = f"school{number}", number % SCHOOLS + 1
        people += [(f"ib{number}", school, f"ib{neighbour}", ""), (f"directie{number}", school, f"directie{neighbour}", "weekly monday")]
        people += [(f"leerkracht{number}-{teacher}", school, f"ib{number}", "") for teacher in range(1, STAFF - 1)]
    listed = "".join(
        f'\n[[person]]\nid = "{person}"\nname = "Medewerker {person}"\nemail = "{person}@school.example"\ndeputy = "{deputy}"\n'
        + (f'school = "{school}"\n' if school else "") + (f'digest = "{digest}"\n' if digest else "") for person, school, deputy, digest in people)
    pages = (f'\n[web]\npublic_url = "http://127.0.0.1:{port}"\nlisten = "127.0.0.1:{port}"\n'
             "[web.limits]\nsigned_in = 100000\nsigned_out = 100000\n")
    return head + schools + listed + contacts + pages


def board(scratch, last, port):
    folder = os.path.join(scratch, "board")
    subprocess.run([OPVOLG, "init", folder, "--catalogue", "meldcode-2012"], check=True, **QUIET)
    path = os.path.join(folder, "opvolg.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(settings(text, port))
    os.remove(database(folder))
    shutil.copyfile(last, database(folder))
    os.chmod(database(folder), 0o660)
    subprocess.run([OPVOLG, "check"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def median(command, **options):
    runs = [measured(command, **options) for _ in range(ROUNDS)]
    return sorted(runs, key=lambda run: run.seconds)[ROUNDS // 2]


def line(what, *figures):
    print("| " + " | ".join((what, *figures)) + " |", flush=True)


def programs(folder, empty):
    """Beside an installation in which nothing ever happened: what is left is what ten years cost."""
    measured([OPVOLGD, "--once"], cwd=folder)
    for what, command in (("a pass with nothing due (opvolgd --once)", [OPVOLGD, "--once"]), ("opvolg status", [OPVOLG, "status"]),
                          ("opvolg list --overdue", [OPVOLG, "overdue"]), ("opvolg forecast --days 7", [OPVOLG, "forecast", "--days", "7"])):
        new, old = (median(command, cwd=place, allowed=(0, 1, 2)) for place in (empty, folder))
        line(what, f"{milliseconds(old.seconds)} ms", f"{milliseconds(new.seconds)} ms", f"{old.megabytes:.0f} MB")


def backup(folder):
    with OtherWriter(database(folder)) as other:
        run = measured([OPVOLG, "backup"], cwd=folder)
    copies = os.path.join(folder, "backups")
    size = sum(os.path.getsize(os.path.join(copies, name)) for name in os.listdir(copies)) / 1e6
    line(f"opvolg backup, {size:.1f} MB, with its check", f"{run.seconds:.2f} s", f"others waited {other.longest * 1000:.0f} ms at most", f"{run.megabytes:.0f} MB")
    run = measured([OPVOLG, "history", "verify"], cwd=folder)
    line("opvolg history verify", f"{run.seconds:.2f} s", "", f"{run.megabytes:.0f} MB")


def pages(folder, port):
    secret = os.urandom(16)
    people = ("ib1", "directie1", "bestuur")
    with contextlib.closing(sqlite3.connect(database(folder), timeout=60)) as connection, connection:
        for number, person in enumerate(people):
            connection.execute("INSERT INTO sessions (secret, person, created_at) VALUES (?, ?, ?)",
                               (hashlib.sha256(secret[:15] + bytes([number])).digest(), person, int(time.time()) - 5))
    of_case = "SELECT code FROM cases WHERE school = 'school1' AND NOT EXISTS (SELECT 1 FROM exclusions WHERE case_code = code) ORDER BY opened_at LIMIT 1"
    code = query(database(folder), of_case)
    wanted = [("/", 0), ("/follow-ups", 0), ("/cases", 0), (f"/cases/{code}", 0), ("/search?q=D-1", 0), ("/schools", 1), ("/schools/school1", 1),
              ("/schools/school1/trainings", 1), ("/schools", 2)]
    daemon = subprocess.Popen([OPVOLGD], cwd=folder, **QUIET)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        time.sleep(2)
        for path, person in wanted:
            cookie = "opvolg=" + base64.urlsafe_b64encode(secret[:15] + bytes([person])).decode().rstrip("=")
            taken = []
            for _ in range(ROUNDS):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                start = time.perf_counter()
                connection.request("GET", path, headers={"Cookie": cookie})
                answer = connection.getresponse()
                body = answer.read()
                taken.append(time.perf_counter() - start)
                connection.close()
                if answer.status != 200:
                    raise SystemExit(f"years: {path}, as {people[person]}: {answer.status}")
            line(f"page {path}, as {people[person]}", f"{milliseconds(statistics.median(taken))} ms", f"{len(body) / 1000:.0f} kB", "")
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait()


def removal(folder):
    """All of a sudden only a month of messages is kept."""
    path = os.path.join(folder, "opvolg.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + '\n[retention]\nmessages = "1m"\n')
    with contextlib.closing(sqlite3.connect(database(folder), timeout=60)) as connection, connection:
        connection.execute("DELETE FROM facts WHERE name = 'last_removal'")
    # What the files said before is taken up first.
    measured([OPVOLG, "status"], cwd=folder, allowed=(0, 1, 2))
    messages = query(database(folder), "SELECT count(*) FROM messages")
    with OtherWriter(database(folder)) as other:
        run = measured([OPVOLGD, "--once"], cwd=folder)
    removed = messages - query(database(folder), "SELECT count(*) FROM messages")
    line(f"removing {removed:,} messages, all at one time", f"{run.seconds:.2f} s", f"others waited {other.longest * 1000:.0f} ms at most",
         f"{run.megabytes:.0f} MB")


def main():
    last = growth()
    scratch = tempfile.mkdtemp(prefix="opvolg-years-")
    try:
        port = free_port()
        folder, empty = board(scratch, last, port), instance(os.path.join(scratch, "empty"))
        print("\n| at the end | | with nothing in it | memory |")
        print("|---|---|---|---|")
        programs(folder, empty)
        pages(folder, port)
        backup(folder)
        removal(folder)
    finally:
        shutil.rmtree(scratch)


main()
