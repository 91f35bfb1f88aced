"""usage: replica.py PROGRAMS LITESTREAM...

Litestream replicates the database of a daemon that works; then both are killed, at any moment, and a second machine restores what it has. Each round
tells what was lost: the changes that a command had acknowledged and that are not there. Ends with 1 when a restored database is not sound, or lacks
what was acknowledged longer before the kill than replicating may take.
"""
import os, pathlib, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time

ROUNDS = int(os.environ.get("ROUNDS", "10"))
# Seconds: the interval of docs/examples/litestream/litestream.yml, and what a busy machine may add to it.
LONGEST_LAG = 1 + 3
EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "docs/examples/litestream/litestream.yml"


def configuration(database, replica):
    """The example as it is shipped, with a folder in the place of the second machine."""
    lines = EXAMPLE.read_text().replace("/var/lib/opvolg/opvolg.db", str(database)).replace("type: sftp", "type: file")
    lines = lines.replace("/var/lib/opvolg/replica", str(replica))
    return "".join(line for line in lines.splitlines(True) if not any(f" {key}:" in line for key in ("host", "user", "key-path")))


def run(*arguments, **more):
    return subprocess.run([str(a) for a in arguments], capture_output=True, text=True, **more)


def must(*arguments):
    done = run(*arguments)
    if done.returncode != 0:
        sys.exit(f"replica: {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def round_(number, programs, litestream, folder, chance):
    opvolg, opvolgd = programs / "opvolg", programs / "opvolgd"
    first, second, replica = folder / "first", folder / "second", folder / "replica"
    must(opvolg, "init", first)
    settings = folder / "litestream.yml"
    settings.write_text(configuration(first / "opvolg.db", replica))
    log = open(folder / "log", "w")
    daemon = subprocess.Popen([opvolgd, "--config", first / "opvolg.toml"], stdout=log, stderr=log)
    copier = subprocess.Popen([litestream, "replicate", "-config", settings], stdout=log, stderr=log)
    acknowledged = []
    # Long enough for a first copy, then at any moment.
    end = time.monotonic() + 4 + chance.random() * 3
    try:
        while time.monotonic() < end:
            code = f"VL-{number}-{len(acknowledged) + 1}"
            must(opvolg, "add", "noodsituatie", "--case", code, "--school", "school", "--as", "directie-school", "--config", first / "opvolg.toml")
            acknowledged.append((code, time.monotonic()))
    finally:
        killed = time.monotonic()
        for process in (daemon, copier):
            process.send_signal(signal.SIGKILL)
            process.wait()
    # The first machine is gone, with all that it had.
    sent = sum(1 for _ in (first / "mail").rglob("new/*"))
    shutil.move(first, folder / "gone")
    must(opvolg, "init", second)
    for file in second.glob("opvolg.db*"):
        file.unlink()
    began = time.monotonic()
    must(litestream, "restore", "-o", second / "opvolg.db", f"file://{replica}")
    took = time.monotonic() - began
    found = sqlite3.connect(second / "opvolg.db").execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        sys.exit(f"replica: round {number}: the restored database is damaged: {found}")
    must(opvolg, "history", "verify", "--config", second / "opvolg.toml")
    there = {code for code, in sqlite3.connect(second / "opvolg.db").execute("SELECT code FROM cases")}
    lost = [(code, at) for code, at in acknowledged if code not in there]
    lag = max((killed - at for _, at in lost), default=0.0)
    if lag > LONGEST_LAG:
        sys.exit(f"replica: round {number}: {lost[0][0]} was acknowledged {lag:.1f} s before the kill, and is lost")
    # The second machine goes on with the work.
    must(opvolgd, "--once", "--config", second / "opvolg.toml")
    return len(acknowledged), len(lost), lag, took, sent


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    chance = random.Random(20261201)
    failed = 0
    print("| litestream | rounds | changes | lost, of them | at most in a round | oldest lost, s | restored in, s | mails before the kill |")
    print("|---|---|---|---|---|---|---|---|")
    for litestream in sys.argv[2:]:
        version = must(litestream, "version").strip().lstrip("v")
        figures = []
        for number in range(1, ROUNDS + 1):
            with tempfile.TemporaryDirectory(prefix="opvolg-replica-") as folder:
                figures.append(round_(number, programs, litestream, pathlib.Path(folder), chance))
        changes, lost, lag, took, sent = zip(*figures)
        print(f"| {version} | {ROUNDS} | {sum(changes)} | {sum(lost)} | {max(lost)} | {max(lag):.2f} | {max(took):.2f} | {sum(sent)} |", flush=True)
        failed += sum(changes) == 0
    print(f"replica: {len(sys.argv) - 2 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
