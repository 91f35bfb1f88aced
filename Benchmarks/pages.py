"""The pages with 100,000 open follow-ups of one person: one by one beside nginx with a file of the same size, 50 connections at a time, and posts."""

import base64
import contextlib
import hashlib
import http.client
import os
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import time
import urllib.parse

from measuring import DAY, OPVOLG, OPVOLGD, QUIET, free_port, instance, milliseconds

ROUNDS = 31
SESSIONS = 20
SECONDS = 8
CONNECTIONS = 50
# Whoever holds every role of the one school sees every page.
PEOPLE = ("ib-school", "directie-school")
WANTED = (("/", 0), ("/follow-ups", 0), ("/follow-ups/1", 0), ("/cases", 0), ("/cases/2026-1", 0), ("/cases/new", 0), ("/emergency", 0),
          ("/search?q=Taak", 0), ("/schools", 1), ("/schools/school", 1), ("/absences", 1), ("/contacts", 0), ("/history?follow_up=1", 0),
          ("/calendar", 0))


class Pages:
    """A daemon that serves them, with sessions to ask in."""

    def __init__(self, scratch, fill):
        self.port = free_port()
        self.folder = instance(os.path.join(scratch, "pages"), self.settings)
        subprocess.run([OPVOLG, "case", "open", "2026-1", "--school", "school"], cwd=self.folder, check=True, **QUIET)
        fill(self.folder, 100_000, 3_500, lambda number: int(time.time()) + 30 * DAY)
        self.secret = os.urandom(14)
        with contextlib.closing(sqlite3.connect(os.path.join(self.folder, "opvolg.db"))) as database, database:
            for person, name in enumerate(PEOPLE):
                for number in range(SESSIONS):
                    database.execute("INSERT INTO sessions (secret, person, created_at) VALUES (?, ?, ?)",
                                     (hashlib.sha256(self.token(person, number)).digest(), name, int(time.time()) - 5))

    def settings(self, text):
        return text + (f'\n[web]\npublic_url = "http://127.0.0.1:{self.port}"\nlisten = "127.0.0.1:{self.port}"\n'
                       '[web.limits]\nsigned_in = 100000\nsigned_out = 100000\n')

    def token(self, person, number):
        return self.secret + bytes([person, number])

    def cookie(self, person, number=0):
        return "opvolg=" + base64.urlsafe_b64encode(self.token(person, number)).decode().rstrip("=")

    @contextlib.contextmanager
    def served(self):
        daemon = subprocess.Popen([OPVOLGD], cwd=self.folder, **QUIET)
        try:
            for _ in range(200):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                    break
                time.sleep(0.05)
            time.sleep(2)
            yield daemon
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait()

    def fetch(self, path, person, port=None):
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": self.cookie(person)})
        answer = connection.getresponse()
        body = answer.read()
        taken = time.perf_counter() - start
        connection.close()
        assert answer.status == 200, f"{path}: {answer.status}"
        return taken, body

    def post(self, path, fields):
        """Seconds until the answer; the commit is on the disk by then."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        start = time.perf_counter()
        connection.request("POST", path, urllib.parse.urlencode(fields), headers={
            "Cookie": self.cookie(0), "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        taken = time.perf_counter() - start
        connection.close()
        assert answer.status == 303, f"{path} {fields}: {answer.status}"
        return taken

    def crowd(self, scratch, path, person):
        """wrk's process: many sessions at once ask for one page."""
        script = os.path.join(scratch, "sessions.lua")
        cookies = ", ".join(f'"{self.cookie(person, number)}"' for number in range(SESSIONS))
        with open(script, "w", encoding="utf-8") as file:
            file.write(f"local cookies = {{ {cookies} }}\nlocal count = 0\nfunction request()\n  count = count + 1\n"
                       "  return wrk.format(nil, nil, { Cookie = cookies[count % #cookies + 1] })\nend\n")
        command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s", "--latency", "--script", script,
                   f"http://127.0.0.1:{self.port}{path}"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@contextlib.contextmanager
def nginx(scratch, body):
    """The port of an nginx that serves one file."""
    root, port = os.path.join(scratch, "nginx"), free_port()
    os.makedirs(root)
    with open(os.path.join(root, "page.html"), "wb") as file:
        file.write(body)
    with open(os.path.join(root, "nginx.conf"), "w", encoding="utf-8") as file:
        # As root its workers would be somebody else, who may not look into this folder.
        file.write("user root; " if os.geteuid() == 0 else "")
        file.write(f"daemon off; worker_processes 1; pid {root}/pid; error_log {root}/errors;\nevents {{}}\n"
                   f"http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {root}; }} }}\n")
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", root, "-c", os.path.join(root, "nginx.conf")], **QUIET)
    try:
        time.sleep(0.5)
        yield port
    finally:
        server.terminate()
        server.wait()


def resident(process):
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def one_by_one(pages, scratch, report):
    size = max(len(pages.fetch(path, person)[1]) for path, person in WANTED)
    with nginx(scratch, b"x" * size) as port:
        ours, theirs = {path: [] for path, _ in WANTED}, []
        for _ in range(ROUNDS):
            for path, person in WANTED:
                ours[path].append(pages.fetch(path, person)[0])
            theirs.append(pages.fetch("/page.html", 0, port)[0])
    for path, times in ours.items():
        print(f"  ({path}: {milliseconds(statistics.median(times))} ms)", flush=True)
    slowest = max(ours, key=lambda path: statistics.median(ours[path]))
    worst, static = statistics.median(ours[slowest]), statistics.median(theirs)
    report(f"page {slowest}, 100,000 open : nginx, static file", milliseconds(worst), milliseconds(static), "ms", "< 5 ms", worst < 0.005)


def crowds(pages, scratch, report):
    worst = 0
    for path, person in (("/", 0), ("/follow-ups", 0), ("/follow-ups/1", 0), ("/cases/2026-1", 0), ("/schools/school", 1)):
        with pages.crowd(scratch, path, person) as load:
            printed = load.communicate()[0]
        figure, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", printed).groups()
        seconds = float(figure) * {"us": 1e-6, "ms": 1e-3, "s": 1}[unit]
        a_second = float(re.search(r"Requests/sec:\s+([\d.]+)", printed).group(1))
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
        print(f"  ({path}, {CONNECTIONS} connections: {a_second:.0f} a second, p99 {milliseconds(seconds)} ms{f', {refused.group(1)} refused' if refused else ''})",
              flush=True)
        worst = max(worst, seconds)
    report(f"pages at {CONNECTIONS} connections, p99 of the slowest : goal", milliseconds(worst), "100", "ms", "< 100", worst < 0.1)


def reminding(pages, scratch, report):
    """Something acute is opened while 50 connections ask for pages: how late is its mail?"""
    def sent():
        with contextlib.closing(sqlite3.connect(os.path.join(pages.folder, "opvolg.db"))) as database:
            return database.execute("SELECT count(*) FROM messages WHERE state = 'sent' AND priority = 2").fetchone()[0]

    before = sent()
    with pages.crowd(scratch, "/follow-ups", 0) as load:
        time.sleep(1)
        start = time.perf_counter()
        subprocess.run([OPVOLG, "add", "noodsituatie", "--case", "2026-1"], cwd=pages.folder, check=True, **QUIET)
        while sent() == before and time.perf_counter() - start < 60:
            time.sleep(0.02)
        taken = time.perf_counter() - start
        load.communicate()
    report("acute, opened meanwhile: until its mail was sent : goal", f"{taken:.2f} s", "5 s", "", "< 5 s", taken < 5)


def posts(pages, report):
    taken = []
    for number in range(ROUNDS):
        day = time.strftime("%Y-%m-%d", time.localtime(time.time() + (40 + number) * DAY))
        taken.append(pages.post(f"/follow-ups/{5_000 + number}", {"do": "reschedule", "due": day, "reason": "later"}))
        taken.append(pages.post(f"/follow-ups/{5_000 + number}", {"do": "close", "outcome": "gedaan"}))
    median = statistics.median(taken)
    report("posts (another day; done), committed to disk : goal", milliseconds(median), "15", "ms", "< 15", median < 0.015)


def pages(scratch, report, fill):
    pages = Pages(scratch, fill)
    with pages.served() as daemon:
        one_by_one(pages, scratch, report)
        posts(pages, report)
        crowds(pages, scratch, report)
        reminding(pages, scratch, report)
        memory = resident(daemon)
        report("daemon with the pages, memory after these", f"{memory:.0f}", "70", "MB", "< 70", memory < 70)
