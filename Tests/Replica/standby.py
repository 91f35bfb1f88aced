"""usage: standby.py PROGRAMS LITESTREAM

Kills the machine that sends, in the middle of many reminders, and has a second one take over from what Litestream had copied by then. Each round tells
what was lost, what came twice, and how soon the next mail went. Ends with 1 when something is lost that was acknowledged longer before the kill than
copying may take, when something comes twice that the copy had on record as sent, when a follow-up is told to nobody, or when the first machine sends
or changes anything after it has come back.
"""
import asyncio, collections, json, os, pathlib, random, re, signal, socket, sqlite3, subprocess, sys, tempfile, threading, time
from aiosmtpd.controller import Controller

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from replica import LONGEST_LAG, configuration, must, run

ROUNDS = int(os.environ.get("ROUNDS", "50"))
PEOPLE, TASKS = 100, 4
Round = collections.namedtuple("Round", "reminders changes lost lag twice on_record next_mail")


class Mailboxes:
    """Takes each mail after a moment, as a server at a distance does, and notes what it told."""

    def __init__(self):
        self.lock = threading.Lock()
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(0.1)
        head = envelope.content.split(b"\r\n\r\n", 1)[0].decode()
        head = re.sub(r"\r\n[ \t]+", " ", head)
        found = {name.lower(): value for name, value in re.findall(r"^([A-Za-z-]+): (.*?)\r?$", head, re.M)}
        told = [int(number) for number in re.findall(r"\d+", found.get("x-opvolg-follow-ups", ""))]
        with self.lock:
            self.mails.append((time.monotonic(), found["message-id"].strip("<>"), told))
        return "250 OK"

    def all(self):
        with self.lock:
            return list(self.mails)


def configure(machine, fence, port):
    file = machine / "opvolg.toml"
    text = file.read_text()
    text = text.replace('transport = "maildir"', f'transport = "smtp"\nurl = "smtp://127.0.0.1:{port}"\ntls = "none"\nconnections = 2\nper_minute = 100000', 1)
    text = re.sub(r"^\[service\]$", '[service]\npeople = "people.csv"', text, count=1, flags=re.M)
    text += f'\n[policy.normal]\nsteps = ["open owner", "+5sd owner"]\nrepeat = ["5sd"]\nwindow = "always"\n\n[standby]\nfence = "{fence}"\n'
    file.write_text(text)
    people = [f"p{n},Persoon {n},p{n}@school.example,school,," for n in range(1, PEOPLE + 1)]
    (machine / "people.csv").write_text("\n".join(["id,name,email,school,language,deputy"] + people) + "\n")


def start(programs, machine, log):
    return subprocess.Popen([programs / "opvolgd", "--config", machine / "opvolg.toml"], stdout=log, stderr=log)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def stop(process, how=signal.SIGTERM):
    process.send_signal(how)
    process.wait()


def expect(number, what, done, code):
    if done.returncode != code:
        sys.exit(f"standby: round {number}: {what} ended with {done.returncode}, and not with {code}:\n{done.stdout}{done.stderr}")


def query(machine, sql):
    return sqlite3.connect(machine / "opvolg.db").execute(sql).fetchall()


def until_killed(number, programs, litestream, first, folder, server, chance):
    """Returns what was acknowledged, each with its instant, and when the machine was killed."""
    opvolg = programs / "opvolg"
    rows = [f"taak,Taak {n},school,p{1 + n % PEOPLE},{20 + n // PEOPLE}d" for n in range(PEOPLE * TASKS)]
    (first / "tasks.csv").write_text("\n".join(["kind,title,school,owner,due"] + rows) + "\n")
    settings = folder / "litestream.yml"
    settings.write_text(configuration(first / "opvolg.db", folder / "replica"))
    log = open(folder / "log", "w")
    # The daemon makes the database its own before anything is copied.
    must(programs / "opvolgd", "--once", "--config", first / "opvolg.toml")
    copier = subprocess.Popen([litestream, "replicate", "-config", settings], stdout=log, stderr=log)
    daemon = start(programs, first, log)
    time.sleep(2)
    enough, acknowledged = chance.randrange(PEOPLE // 4, PEOPLE), []
    try:
        must(opvolg, "import", first / "tasks.csv", "--config", first / "opvolg.toml")
        acknowledged += [(n, time.monotonic()) for n in range(1, PEOPLE * TASKS + 1)]
        deadline = time.monotonic() + 60
        while len(server.all()) < enough:
            if time.monotonic() > deadline:
                sys.exit(f"standby: round {number}: no mails within a minute:\n{(folder / 'log').read_text()[-2000:]}")
            owner = f"p{1 + len(acknowledged) % PEOPLE}"
            made = must(
                opvolg, "add", "taak", "--title", "Bel", "--due", "2w", "--school", "school", "--owner", owner, "--format", "json", "--config",
                first / "opvolg.toml")
            made = json.loads(made)
            acknowledged.append((made["id"] if "id" in made else made["opened"][0]["id"], time.monotonic()))
        time.sleep(chance.random() * 0.3)
    finally:
        killed = time.monotonic()
        for process in (daemon, copier):
            process.send_signal(signal.SIGKILL)
        for process in (daemon, copier):
            process.wait()
    return acknowledged, killed


def take_over(number, programs, second):
    """Returns when the second machine was told to take over."""
    once = run(programs / "opvolgd", "--once", "--config", second / "opvolg.toml")
    expect(number, "a copy that nobody has promoted", once, 1)
    early = run(programs / "opvolg", "standby", "promote", "--config", second / "opvolg.toml")
    expect(number, "promoting at once", early, 1)
    if "at work at" not in early.stderr:
        sys.exit(f"standby: round {number}: {early.stderr}")
    must(programs / "opvolg", "standby", "promote", "--now", "--config", second / "opvolg.toml")
    began = time.monotonic()
    must(programs / "opvolgd", "--once", "--config", second / "opvolg.toml")
    return began


def comes_back(number, programs, first, server, folder):
    before, log = len(server.all()), folder / "log-of-first"
    with open(log, "w") as output:
        daemon = start(programs, first, output)
        deadline = time.monotonic() + 60
        while "another machine works with these data" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.1)
        # Long enough for a pass that should not be.
        time.sleep(1)
        stop(daemon)
    said = log.read_text()
    if "another machine works with these data" not in said:
        sys.exit(f"standby: round {number}: the first machine came back and did not say that it is retired:\n{said}")
    expect(number, "a pass of the first machine", run(programs / "opvolgd", "--once", "--config", first / "opvolg.toml"), 1)
    refused = run(programs / "opvolg", "cancel", "1", "--reason", "weg", "--config", first / "opvolg.toml")
    expect(number, "a change on the first machine", refused, 1)
    expect(number, "opvolg status on the first machine", run(programs / "opvolg", "status", "--config", first / "opvolg.toml"), 2)
    if len(server.all()) != before:
        sys.exit(f"standby: round {number}: the first machine has sent {len(server.all()) - before} mails after it came back")


def round_(number, programs, litestream, folder, server, port, chance):
    first, second, fence = folder / "first", folder / "second", folder / "fence"
    fence.mkdir()
    for machine in (first, second):
        must(programs / "opvolg", "init", machine)
        for file in machine.glob("opvolg.db*"):
            file.unlink()
        configure(machine, fence, port)
    acknowledged, killed = until_killed(number, programs, litestream, first, folder, server, chance)
    must(litestream, "restore", "-o", second / "opvolg.db", f"file://{folder / 'replica'}")
    there = {id for id, in query(second, "SELECT id FROM follow_ups")}
    on_record = {id for id, in query(second, "SELECT message_id FROM messages WHERE state = 'sent'")}
    told_on_record = {
        id for id, in query(
            second,
            "SELECT follow_up FROM reminders JOIN message_reminders ON reminder = reminders.id JOIN messages ON messages.id = message WHERE state = 'sent'")
    }
    lost = [(id, at) for id, at in acknowledged if id not in there]
    lag = max((killed - at for _, at in lost), default=0.0)
    if lag > LONGEST_LAG:
        sys.exit(f"standby: round {number}: follow-up {lost[0][0]} was acknowledged {lag:.1f} s before the kill, and is lost")
    began = take_over(number, programs, second)
    mails = server.all()
    copies = collections.Counter(id for _, id, _ in mails)
    wrong = [id for id, count in copies.items() if count > (1 if id in on_record else 2)]
    times = collections.Counter(id for _, _, told in mails for id in told)
    wrong += [id for id, count in times.items() if count > (1 if id in told_on_record else 2)]
    if wrong:
        sys.exit(f"standby: round {number}: sent twice, though it was on record as sent, or three times: {wrong[:5]}")
    untold = [id for id in there if times[id] == 0]
    if untold:
        sys.exit(f"standby: round {number}: nobody was told of follow-up {untold[:5]}")
    comes_back(number, programs, first, server, folder)
    next_mail = min((at for at, _, _ in mails if at > began), default=began) - began
    return Round(len(there), len(acknowledged), len(lost), lag, sum(count > 1 for count in times.values()), len(on_record), next_mail)


def main():
    programs, litestream = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    chance, rounds = random.Random(20261201), []
    for number in range(1, ROUNDS + 1):
        server = Mailboxes()
        port = free_port()
        controller = Controller(server, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            with tempfile.TemporaryDirectory(prefix="opvolg-standby-") as folder:
                rounds.append(round_(number, programs, litestream, pathlib.Path(folder), server, port, chance))
        finally:
            controller.stop()
        print(f"standby: round {number} of {ROUNDS}: {rounds[-1]}", file=sys.stderr, flush=True)
    figures = Round(*zip(*rounds))
    print("| rounds | reminders | on record as sent at the kill | changes | lost, of them | oldest lost, s | told twice | next mail after promoting, s |")
    print("|---|---|---|---|---|---|---|---|")
    print(
        f"| {ROUNDS} | {sum(figures.reminders)} | {sum(figures.on_record)} | {sum(figures.changes)} | {sum(figures.lost)} | {max(figures.lag):.2f} "
        f"| {sum(figures.twice)} | {max(figures.next_mail):.2f} |")
    if sum(figures.on_record) == 0:
        sys.exit("standby: nothing was on record as sent at any kill, so nothing was shown")
    print(f"standby: {len(rounds)} passed")


if __name__ == "__main__":
    main()
