"""What the speed tables share: a fresh installation, a mail server that takes everything, and how a run is measured."""

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

PROGRAMS = os.path.abspath(sys.argv[1])
REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OPVOLG, OPVOLGD = os.path.join(PROGRAMS, "opvolg"), os.path.join(PROGRAMS, "opvolgd")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
DAY = 86400


@dataclass
class Usage:
    """What one run of a program took: seconds by the clock and on the processors, and megabytes at its largest."""

    seconds: float
    user: float
    system: float
    megabytes: float

    @property
    def processor(self):
        return self.user + self.system


def measured(command, allowed=(0,), **options):
    """Runs a program to its end and returns its `Usage`; an exit status that is not allowed ends the benchmark."""
    start = time.perf_counter()
    process = subprocess.Popen(command, **{**QUIET, **options})
    largest, ended = 0, 0
    while not ended:
        largest = max(largest, high_water(process.pid))
        time.sleep(0.01)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return Usage(seconds, used.ru_utime, used.ru_stime, largest)


def high_water(pid):
    """The most memory that a process has had, in megabytes; what `wait4` says is at least what this process had when it started the other."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return next((int(line.split()[1]) / 1000 for line in file if line.startswith("VmHWM")), 0)
    return 0


def once(command, **options):
    start = time.perf_counter()
    subprocess.run(command, check=True, **{**QUIET, **options})
    return time.perf_counter() - start


def milliseconds(seconds):
    return f"{seconds * 1000:.1f}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def instance(folder, edit=lambda text: text):
    """A fresh installation, its database ready for rows."""
    subprocess.run([OPVOLG, "init", folder], check=True, **QUIET)
    path = os.path.join(folder, "opvolg.toml")
    with open(path, encoding="utf-8") as file:
        text = edit(file.read())
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    subprocess.run([OPVOLGD, "--once"], cwd=folder, check=True, **QUIET)
    return folder


class Sink:
    """Postfix's `smtp-sink` on loopback, which takes every mail and keeps none."""

    def __enter__(self):
        self.port = free_port()
        self.process = subprocess.Popen(["/usr/sbin/smtp-sink", "-u", "nobody", f"127.0.0.1:{self.port}", "1000"], **QUIET)
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                break
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    @property
    def processor(self):
        """The seconds that it has been on a processor."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class OtherWriter(threading.Thread):
    """Another program that wants to write again and again, and waits for the lock as SQLite does. It remembers the longest that it had to."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path = path
        self.longest = 0.0
        self.is_over = threading.Event()

    def run(self):
        with contextlib.closing(sqlite3.connect(self.path, timeout=600, isolation_level=None)) as database:
            while not self.is_over.is_set():
                asked = time.perf_counter()
                database.execute("BEGIN IMMEDIATE")
                self.longest = max(self.longest, time.perf_counter() - asked)
                database.execute("ROLLBACK")
                time.sleep(0.002)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.join()
