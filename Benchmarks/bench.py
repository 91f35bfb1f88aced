#!/usr/bin/python3
"""The speed table: opvolg against other programs that do the same, as ratios within one run.

Called by `make bench` with the folder of the release programs. Everything happens in a scratch folder and on loopback; each figure is the median of
a bounded number of runs. Databases are filled by writing rows, because a hundred thousand `opvolg add` would take the afternoon.
"""

import contextlib
import datetime
import os
import shutil
import signal
import smtplib
import sqlite3
import statistics
import subprocess
import tempfile
import time

from measuring import DAY, OPVOLG, OPVOLGD, QUIET, Sink, instance, milliseconds, once
from pages import pages

RUNS = 31
rows = []


def report(what, ours, theirs, unit, goal, met):
    rows.append((what, ours, theirs, unit, goal, "met" if met else "MISSED"))


def medians(*commands, runs=RUNS, **options):
    """The median seconds of several commands, run in turn so that they meet the same machine."""
    for command in commands:
        once(command, **options)
    taken = [[] for _ in commands]
    for _ in range(runs):
        for index, command in enumerate(commands):
            taken[index].append(once(command, **options))
    return [statistics.median(times) for times in taken]


def fill(folder, count, overdue, next_at, owner=lambda number: (None, "ib-school")):
    """Open follow-ups: the first `overdue` of them due yesterday, the others in a year."""
    now = int(time.time())
    yesterday = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
    next_year = (datetime.date.today() + datetime.timedelta(days=365)).isoformat()

    def values():
        for number in range(count):
            late = number < overdue
            role, person = owner(number)
            yield ("taak", f"Taak {number}", "school", role, person, "normal", yesterday if late else next_year,
                   now - 3600 if late else now + 365 * DAY, 1, "open", now - 30 * DAY, 1, now - 30 * DAY, "bench", next_at(number))

    with contextlib.closing(sqlite3.connect(os.path.join(folder, "opvolg.db"))) as database:
        with database:
            database.executemany(
                "INSERT INTO follow_ups (kind, title, school, owner_role, owner_person, urgency, due_day, overdue_from, round, status,"
                " opened_at, ladder, ladder_started_at, ladder_started_by, next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values())
        database.execute("ANALYZE")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def taskwarrior(folder, count, overdue):
    """The same tasks in Taskwarrior."""
    os.makedirs(folder)
    environment = {**os.environ, "TASKDATA": os.path.join(folder, "data"), "TASKRC": os.path.join(folder, "taskrc")}
    with open(environment["TASKRC"], "w", encoding="utf-8") as file:
        file.write("confirmation=off\nverbose=nothing\ngc=off\nhooks=off\n")
    os.makedirs(environment["TASKDATA"])
    past, future = (datetime.datetime.utcnow() + datetime.timedelta(days=days) for days in (-1, 365))
    lines = (
        f'{{"description":"Taak {number}","status":"pending","entry":"20260101T090000Z",'
        f'"due":"{(past if number < overdue else future).strftime("%Y%m%dT%H%M%SZ")}"}}'
        for number in range(count))
    path = os.path.join(folder, "tasks.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[" + ",\n".join(lines) + "]")
    subprocess.run(["task", "import", path], env=environment, check=True, **QUIET)
    return environment


def start_up(scratch):
    empty = instance(os.path.join(scratch, "empty"))
    version, listing, curl = medians([OPVOLG, "--version"], [OPVOLG, "list"], ["curl", "--version"], cwd=empty, runs=61)
    report("opvolg --version : curl --version", milliseconds(version), milliseconds(curl), "ms", "≤ 1", version <= curl)
    report("opvolg list, nothing open : curl --version", milliseconds(listing), milliseconds(curl), "ms", "≤ 1.8", listing <= 1.8 * curl)


def listings(scratch):
    folder = instance(os.path.join(scratch, "large"))
    fill(folder, 100_000, 3_500, lambda number: int(time.time()) + 30 * DAY)
    query = (
        "SELECT id, kind, title, status, urgency, due_day, school, case_code, employee, owner_role, owner_person, round, next_at, outcome,"
        " opened_at, ended_at, (SELECT count(*) FROM steps WHERE steps.follow_up = follow_ups.id AND steps.ladder = follow_ups.ladder"
        f" AND sent_at IS NOT NULL) FROM follow_ups WHERE status = 'open' AND overdue_from <= {int(time.time())} ORDER BY overdue_from, id")
    database = os.path.join(folder, "opvolg.db")
    table, json, shell, shell_json = medians(
        [OPVOLG, "overdue"], [OPVOLG, "overdue", "--format", "json"], ["sqlite3", database, query], ["sqlite3", "-json", database, query],
        cwd=folder)
    report("overdue, table, 3,500 of 100,000 : sqlite3 shell", milliseconds(table), milliseconds(shell), "ms", "≤ 2.5", table <= 2.5 * shell)
    report("overdue, JSON : sqlite3 shell -json", milliseconds(json), milliseconds(shell_json), "ms", "≤ 2.5", json <= 2.5 * shell_json)

    environment = taskwarrior(os.path.join(scratch, "task"), 100_000, 3_500)
    (task,) = medians(["task", "rc.detection=off", "overdue"], env=environment, runs=3)
    report("Taskwarrior overdue : opvolg overdue", f"{task:.2f} s", milliseconds(table), "ms", "≥ 20", task >= 20 * table)
    add, task_add = [], []
    for _ in range(11):
        add.append(once([OPVOLG, "add", "taak", "--title", "Formulieren bestellen", "--due", "2w"], cwd=folder))
        task_add.append(once(["task", "add", "due:2w", "Formulieren bestellen"], env=environment))
    add, task_add = statistics.median(add), statistics.median(task_add)
    report("Taskwarrior add : opvolg add, synced", milliseconds(task_add), milliseconds(add), "ms", "≥ 4", task_add >= 4 * add)


def passes(scratch):
    folders = []
    for count in (1_000, 1_000_000):
        folder = instance(os.path.join(scratch, f"pass-{count}"))
        fill(folder, count, 0, lambda number: int(time.time()) + 30 * DAY + number)
        folders.append(folder)
    taken = [[], []]
    for _ in range(RUNS):
        for index, folder in enumerate(folders):
            taken[index].append(once([OPVOLGD, "--once"], cwd=folder))
    few, many = (statistics.median(times) for times in taken)
    report("a pass with nothing due, 1,000,000 : 1,000 open", milliseconds(many), milliseconds(few), "ms", "≈ 1", many <= 1.15 * few)
    idle(folders[1])


def idle(folder):
    seconds = 30
    daemon = subprocess.Popen([OPVOLGD], cwd=folder, **QUIET)
    try:
        time.sleep(3)
        before = cpu_seconds(daemon.pid)
        time.sleep(seconds)
        share = (cpu_seconds(daemon.pid) - before) / seconds * 100
        with open(f"/proc/{daemon.pid}/status", encoding="utf-8") as file:
            memory = next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait()
    report("idle daemon, part of one core", f"{share:.3f}", "0.1", "%", "< 0.1", share < 0.1)
    report("idle daemon, memory with 1,000,000 open", f"{memory:.0f}", "40", "MB", "< 40", memory < 40)


def cpu_seconds(process):
    """To the nanosecond, from the scheduler; /proc/PID/stat counts in hundredths, which is too coarse for an idle process."""
    total = 0
    for thread in os.listdir(f"/proc/{process}/task"):
        with contextlib.suppress(FileNotFoundError), open(f"/proc/{process}/task/{thread}/schedstat", encoding="utf-8") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def sending(scratch, count=10_000):
    with Sink() as sink:
        port = sink.port
        people = "".join(
            f'[[person]]\nid = "p{number}"\nname = "Medewerker {number}"\nemail = "p{number}@school.example"\nschool = "school"\n'
            for number in range(count))

        def edit(text):
            text = text.replace('transport = "maildir"', f'transport = "smtp"\nurl = "smtp://127.0.0.1:{port}"\ntls = "none"\n'
                                'connections = 4\nper_minute = 1000000')
            return text.replace("\n[[contact]]", '\n[policy.normal]\nsteps = ["open owner", "0 owner", "+5sd owner directie"]\nrepeat = ["5sd"]\n'
                                'window = "daily 00:00-24:00"\n\n' + people + "\n[[contact]]", 1)

        taken = []
        for attempt in range(3):
            folder = instance(os.path.join(scratch, f"send-{attempt}"), edit)
            fill(folder, count, count, lambda number: int(time.time()) - 60, owner=lambda number: (None, f"p{number}"))
            taken.append(once([OPVOLGD, "--once"], cwd=folder))
            with contextlib.closing(sqlite3.connect(os.path.join(folder, "opvolg.db"))) as database:
                sent, = database.execute("SELECT count(*) FROM messages WHERE state = 'sent'").fetchone()
                assert sent == count, f"{sent} of {count} messages sent"
        ours = count / statistics.median(taken)
        example = subprocess.run([OPVOLG, "preview", "1", "--as", "eml"], cwd=folder, check=True, capture_output=True).stdout
        print(f"  (messages of {len(example)} bytes)", flush=True)

        # It can keep its connections, as opvolgd does, or make one for each mail.
        for how, flags in (("smtp-source -d", ["-d"]), ("smtp-source", [])):
            generator = [once(["/usr/sbin/smtp-source", *flags, "-s", "4", "-m", str(count), "-l", str(len(example)), "-f", "a@school.example",
                               "-t", "b@school.example", f"127.0.0.1:{port}"]) for _ in range(3)]
            theirs = count / statistics.median(generator)
            report(f"10,000 planned, rendered, sent, recorded : {how}", f"{ours:.0f}", f"{theirs:.0f}", "/s", "≥ 0.5", ours >= 0.5 * theirs)

        start = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as client:
            for number in range(count):
                client.sendmail("a@school.example", [f"p{number}@school.example"], example)
        python = count / (time.perf_counter() - start)
        report("the same : Python's smtplib, one connection", f"{ours:.0f}", f"{python:.0f}", "/s", "≥ 2", ours >= 2 * python)


def ratio(first, second):
    def number(text):
        return float(text.split()[0]) * (1000 if text.endswith(" s") else 1)

    return number(first) / number(second) if number(second) else float("nan")


def main():
    scratch = tempfile.mkdtemp(prefix="opvolg-bench-")
    try:
        for part in (start_up, listings, passes, sending):
            print(f"measuring: {part.__name__.replace('_', ' ')}", flush=True)
            part(scratch)
        print("measuring: pages", flush=True)
        pages(scratch, report, fill)
    finally:
        shutil.rmtree(scratch)
    print(f"\n{'what : against what':58} {'first':>10} {'second':>10} {'':3} {'ratio':>7}  {'goal':6}")
    for what, ours, theirs, unit, goal, verdict in rows:
        print(f"{what:58} {ours:>10} {theirs:>10} {unit:3} {ratio(ours, theirs):7.2f}  {goal:6} {verdict}")


main()
