#!/usr/bin/env python3
"""Runs every fuzz target for its share of some minutes, one on each core, and tells how far it is. An input that breaks something is kept."""
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

HELP = "usage: soak.py FOLDER-OF-THE-PROGRAM MINUTES"
WORK = Path(".build-fuzz/soak")
# Slow ones start a command or read a folder for each input.
SECONDS_PER_INPUT = 25


def run(program, target, seconds, seed):
    """Fuzzes one target; returns how many inputs it had, how much it covers, and what was found."""
    corpus, found = WORK / "corpus" / target, WORK / "found" / target
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(found.iterdir())
    scratch = WORK / "scratch" / target
    scratch.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "OPVOLG_FUZZ_TARGET": target, "SWIFT_BACKTRACE": "enable=no", "TMPDIR": str(scratch.resolve())}
    longest = (WORK / "seeds" / f"{target}.longest").read_text().strip()
    arguments = [
        program, f"-max_total_time={seconds}", f"-timeout={SECONDS_PER_INPUT}", f"-max_len={longest}", f"-seed={seed}", "-rss_limit_mb=3000",
        f"-dict={WORK / 'seeds' / target}.dict", f"-artifact_prefix={found}/", "-print_final_stats=1", str(corpus), str(WORK / "seeds" / target),
    ]
    log = WORK / f"{target}.log"
    with open(log, "wb") as output:
        code = subprocess.run(arguments, stdout=output, stderr=subprocess.STDOUT, env=environment, timeout=seconds * 2 + 300).returncode
    text = log.read_text(errors="replace")
    inputs = re.findall(r"stat::number_of_executed_units: (\d+)|^#(\d+)\s", text, re.M)
    covered = re.findall(r"cov: (\d+)", text)
    kept = sorted(set(found.iterdir()) - before)
    if code != 0 and not kept:
        kept = [log]
    return max([int(first or second) for first, second in inputs], default=0), int(covered[-1]) if covered else 0, kept


def main():
    if len(sys.argv) != 3:
        sys.exit(HELP)
    program, minutes = os.path.join(sys.argv[1], "opvolg-fuzz"), float(sys.argv[2])
    seeds = WORK / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    subprocess.run([program], env={**os.environ, "OPVOLG_FUZZ_SEEDS": str(seeds)}, check=True)
    targets = sorted(path.stem for path in seeds.glob("*.dict"))
    cores = os.cpu_count() or 1
    share = max(5, int(minutes * 60 * cores / len(targets)))
    seed = int(os.environ.get("SEED", time.time()))
    print(f"{len(targets)} targets, {share} s each over {cores} cores; SEED={seed}", flush=True)
    start, total, broken = time.monotonic(), 0, []
    with ThreadPoolExecutor(cores) as pool:
        jobs = {pool.submit(run, program, target, share, seed): target for target in targets}
        for done, job in enumerate(as_completed(jobs), 1):
            inputs, covered, kept = job.result()
            total += inputs
            broken += kept
            said = f"BROKEN: {', '.join(map(str, kept))}" if kept else "nothing found"
            print(f"{time.monotonic() - start:6.0f} s  {done:2}/{len(targets)}  {jobs[job]:14} {inputs:10,} inputs  {covered:6} edges  {said}", flush=True)
    print(f"{total:,} inputs, {len(broken)} of them broke something")
    for path in broken:
        name = Path(path).parent.name
        print(f"again: OPVOLG_FUZZ_TARGET={name} {program} {path}")
    sys.exit(1 if broken else 0)


main()
