"""usage: boards.py PROGRAMS [BOARDS [SECONDS]]   what boards that have nothing to do cost one machine: each an opvolgd of its own, with pages and fifty open
follow-ups, as opvolgd@BOARD.service runs it. Prints a table. Memory is what the kernel shares out (PSS), so programs and libraries count once."""
import os, pathlib, signal, socket, subprocess, sys, tempfile, time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for found in sockets:
        found.bind(("127.0.0.1", 0))
    ports = [found.getsockname()[1] for found in sockets]
    for found in sockets:
        found.close()
    return ports


def memory(process):
    lines = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    figures = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return figures["Pss"] / 1024, figures["Rss"] / 1024


def processor(process):
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    boards, seconds = (int(sys.argv[2]) if len(sys.argv) > 2 else 100), (int(sys.argv[3]) if len(sys.argv) > 3 else 120)
    with tempfile.TemporaryDirectory(prefix="opvolg-boards-") as folder:
        folder = pathlib.Path(folder)
        first = folder / "0"
        subprocess.run([programs / "opvolg", "init", first], check=True, capture_output=True)
        rows = "".join(f"taak;Klus {number};school;2w\n" for number in range(50))
        (folder / "rows.csv").write_text("kind;title;school;due\n" + rows)
        subprocess.run([programs / "opvolg", "import", folder / "rows.csv", "--config", first / "opvolg.toml"], check=True, capture_output=True)
        # What is due has been sent.
        subprocess.run([programs / "opvolgd", "--once", "--config", first / "opvolg.toml"], check=True, capture_output=True)
        daemons, ports = [], free_ports(boards)
        for number, port in enumerate(ports):
            place = folder / str(number)
            if number > 0:
                subprocess.run(["cp", "-r", first, place], check=True)
        for number, port in enumerate(ports):
            settings = folder / str(number) / "opvolg.toml"
            settings.write_text(settings.read_text() + f'\n[web]\npublic_url = "http://127.0.0.1:{port}"\nlisten = "127.0.0.1:{port}"\n')
            log = open(folder / f"{number}.log", "w")
            daemons.append(subprocess.Popen([programs / "opvolgd", "--config", settings], stdout=log, stderr=log))
        try:
            for port in ports:
                for _ in range(300):
                    try:
                        urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5).read()
                        break
                    except OSError:
                        time.sleep(0.1)
                else:
                    sys.exit("boards: one does not serve its pages")
            # The first pass of each is over.
            time.sleep(65)
            before = [processor(daemon.pid) for daemon in daemons]
            time.sleep(seconds)
            used = [processor(daemon.pid) - was for daemon, was in zip(daemons, before)]
            figures = [memory(daemon.pid) for daemon in daemons]
            threads = [len(os.listdir(f"/proc/{daemon.pid}/task")) for daemon in daemons]
            files = [len(os.listdir(f"/proc/{daemon.pid}/fd")) for daemon in daemons]
        finally:
            for daemon in daemons:
                daemon.send_signal(signal.SIGTERM)
            codes = [daemon.wait(30) for daemon in daemons]
        if any(codes):
            sys.exit(f"boards: ended with {sorted(set(codes))}")
    pss, rss = zip(*figures)
    print(f"| {boards} boards with nothing to do | each | together |")
    print("|---|---|---|")
    print(f"| memory, programs counted once (PSS) | {sum(pss) / boards:.1f} MB | {sum(pss):.0f} MB |")
    print(f"| memory as ps shows it (RSS) | {sum(rss) / boards:.1f} MB | |")
    print(f"| processor | {sum(used) / boards / seconds * 100:.3f} % of a core | {sum(used) / seconds * 100:.1f} % of a core |")
    print(f"| threads | {max(threads)} | {sum(threads)} |")
    print(f"| open files | {max(files)} | {sum(files)} |")


if __name__ == "__main__":
    main()
