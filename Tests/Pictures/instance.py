"""A scratch instance of the two schools of opvolg.toml: the built programs, the shipped texts, and a clock that is moved by hand."""

import base64
import email
import email.policy
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SCRIPTS = REPOSITORY / "Tests/TestSupport/Scripts"
# Not through faketime(1), which would be stopped in its place.
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


def until(what, look):
    for _ in range(300):
        try:
            found = look()
            if found:
                return found
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit(f"waited in vain until {what}")


class Instance:
    def __init__(self, programs, edits=()):
        """`edits` are pairs: a text that the configuration has, and what stands there instead."""
        self.programs, self.folder = Path(programs).absolute(), Path(tempfile.mkdtemp(prefix="opvolg-pictures-"))
        (self.folder / "bounce-password").touch(mode=0o600)
        (self.folder / "bounce-password").write_text("geheim\n")
        self.servers, self.now = [], "2026-12-07 08:00:00"
        self.configure((HERE / "opvolg.toml").read_text(), [("TEMPLATES", f"{REPOSITORY}/templates"), *edits])

    def configure(self, text, edits):
        for old, new in edits:
            if old not in text:
                sys.exit(f"the configuration of the pictures has no {old!r}")
            text = text.replace(old, new)
        (self.folder / "opvolg.toml").write_text(text)

    def begin(self, program, arguments, errors=subprocess.DEVNULL, output=subprocess.DEVNULL):
        environment = dict(os.environ, TZ="Europe/Amsterdam", FAKETIME=f"@{self.now}", FAKETIME_DONT_FAKE_MONOTONIC="1", LD_PRELOAD=str(FAKETIME))
        return subprocess.Popen([str(self.programs / program), *arguments], env=environment, cwd=self.folder, stdout=output, stderr=errors, text=True)

    def run(self, program, *arguments):
        """What it prints; anything but success ends everything."""
        process = self.begin(program, arguments, errors=subprocess.PIPE, output=subprocess.PIPE)
        output, errors = process.communicate()
        if process.returncode != 0:
            sys.exit(f"{self.now}: {program} {' '.join(arguments)} ended with {process.returncode}: {errors}")
        return output

    def live(self, life):
        """Goes through lines such as `2026-12-07 08:00 pass` and `2026-12-03 11:00 ib-vlieger case open VL-2026-030`: what follows the moment is who does
        what, or a pass, or `check`, or `damage` to the first follow-up. A text between quotes is one word."""
        for line in filter(None, map(str.strip, life.splitlines())):
            day, moment, who, *command = [word for i, part in enumerate(line.split('"')) for word in ([part] if i % 2 else part.split())]
            self.now = f"{day} {moment}:00"
            if who == "pass":
                self.run("opvolgd", "--once")
            elif who == "check":
                self.run("opvolg", "check", *command)
            elif who == "damage":
                self.damage()
            else:
                self.run("opvolg", *command, "--as", who)

    def damage(self):
        with closing(sqlite3.connect(self.folder / "opvolg.db")) as database, database:
            database.execute("UPDATE follow_ups SET due_day = '2026-99-99' WHERE id = 1")

    def serve_mail(self, misbehaviour):
        """From now on mail goes to the mail server of the tests, which misbehaves as told, and what the operator has to know to one that does not, when
        the first does not work."""
        smtp = f'transport = "smtp"\n{self.server(misbehaviour)}per_minute = 100000\n'
        other = f'operator = "beheerder"\n[watch.mail]\n{self.server(None)}'
        self.configure((self.folder / "opvolg.toml").read_text(),
                       [('transport = "maildir"\nmaildir   = "mail"\n', smtp), ('operator = "beheerder"\n', other)])

    def server(self, misbehaviour):
        settings = {"security": "none", "mechanisms": [], "then": misbehaviour}
        command = ["/usr/bin/python3", str(SCRIPTS / "smtp_server.py"), json.dumps(settings), str(self.folder / "events")]
        self.servers.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        port = self.servers[-1].stdout.readline().split()[1]
        return f'url = "smtp://127.0.0.1:{port}"\ntls = "none"\n'

    def mails(self, address):
        """Those that somebody has had, oldest first."""
        return [mail for mail in map(self.read, self.contents()) if address in mail["To"]]

    def contents(self):
        if self.servers:
            events = [json.loads(line) for line in (self.folder / "events").read_text().splitlines()]
            return [base64.b64decode(event["content"]) for event in events if event["event"] == "message"]
        # Their names begin with the moment, which stands still within a pass.
        paths = (self.folder / "mail/new").iterdir() if (self.folder / "mail/new").exists() else []
        return [path.read_bytes() for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns)]

    @staticmethod
    def read(content):
        return email.message_from_bytes(content, policy=email.policy.default)

    def remove(self):
        for server in self.servers:
            server.stdin.close()
            server.wait()
            server.stdout.close()
        shutil.rmtree(self.folder)


def plain(mail):
    return mail.get_body(("plain",)).get_content()
