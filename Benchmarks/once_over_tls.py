"""Runs `opvolgd --once` very often, each pass with a mail over TLS: python3 once_over_tls.py PROGRAMS [PASSES]

A thread that ends while OpenSSL clears up at the exit of a program can crash it, once in thousands of times. Every pass has to end with 0, and to
have sent its mail."""

import asyncio
import os
import shutil
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from aiosmtpd.smtp import SMTP

PROGRAMS = os.path.abspath(sys.argv[1])
PASSES = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Receiver:
    """Counts mails, and tells how many came over TLS."""

    mails = 0

    async def handle_DATA(self, server, session, envelope):
        assert session.ssl is not None
        Receiver.mails += 1
        return "250 2.0.0 taken"


def listen(folder):
    """A mail server on 127.0.0.1 that asks for STARTTLS; returns its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/good.pem", f"{folder}/good.key")
    loop = asyncio.new_event_loop()

    def make():
        return SMTP(Receiver(), hostname="localhost", tls_context=context, require_starttls=True, loop=loop)

    server = loop.run_until_complete(loop.create_server(make, "127.0.0.1", 0))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


def instance(folder, port):
    """The contract's configuration with this server, and one thing to do that nobody waits for school time with."""
    with open(f"{REPOSITORY}/Tests/ConfigurationTests/Fixtures/contract.toml") as file:
        text = file.read()
    smtp = f'transport = "smtp"\nurl = "smtp://127.0.0.1:{port}"\nca_file = "authority.pem"\nper_minute = 1000000'
    with open(f"{folder}/opvolg.toml", "w") as file:
        file.write(text.replace('transport = "maildir"', smtp))
    shutil.copytree(f"{REPOSITORY}/templates", f"{folder}/templates")
    command = [f"{PROGRAMS}/opvolg", "add", "noodsituatie", "--case", "VL-2026-014", "--school", "vlieger"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def send_again(database):
    """What has been sent waits again, and nothing new is planned meanwhile."""
    database.execute("UPDATE messages SET state = 'queued', sent_at = NULL, attempts = 0, first_attempt_at = NULL, next_attempt_at = 0 WHERE id = 1")
    database.execute("UPDATE follow_ups SET next_at = 4000000000")
    database.commit()


def main():
    with tempfile.TemporaryDirectory(prefix="opvolg-once-") as folder:
        os.chmod(folder, 0o700)
        subprocess.run(["sh", "-eu", f"{REPOSITORY}/Tests/TestSupport/Scripts/make-certificates.sh"], cwd=folder, check=True, capture_output=True)
        instance(folder, listen(folder))
        database = None
        failures, start = [], time.monotonic()
        for number in range(1, PASSES + 1):
            before = Receiver.mails
            run = subprocess.run([f"{PROGRAMS}/opvolgd", "--once"], cwd=folder, capture_output=True, text=True)
            if run.returncode != 0:
                failures.append(f"pass {number} ended with {run.returncode}: {run.stderr.strip()[-500:]}")
            elif Receiver.mails == before:
                failures.append(f"pass {number} sent nothing: {run.stderr.strip()[-500:]}")
            if failures and len(failures) <= 10 and failures[-1].startswith(f"pass {number} "):
                print(failures[-1], flush=True)
            database = database or sqlite3.connect(f"{folder}/opvolg.db", timeout=30)
            send_again(database)
            if number % 500 == 0:
                print(f"{number} passes, {len(failures)} failures, {time.monotonic() - start:.0f} s", flush=True)
        print(f"{PASSES} passes over TLS, {Receiver.mails} mails, {len(failures)} failures, {time.monotonic() - start:.0f} s")
        sys.exit(1 if failures else 0)


main()
