"""Makes the pictures of the pages and a mail: python3 pictures.py PROGRAMS TEMPLATES FOLDER, where PROGRAMS holds opvolg and opvolgd.

A scratch instance with a faked clock, real mails, the real daemon, and Chromium as a telephone and as a desktop computer.
"""

import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "TestSupport/Scripts"))
from browser import Browser  # noqa: E402

PORT = 18473
SUNDAY, MONDAY = "@2026-11-22 10:00:00", "@2026-11-23 08:30:00"
SIZES = {"telefoon": (320, 640), "computer": (1280, 800)}


class Instance:
    def __init__(self, programs):
        self.programs, self.folder = Path(programs), Path(tempfile.mkdtemp(prefix="opvolg-pictures-"))
        self.run("init", str(self.folder), now=SUNDAY, here=False)
        settings = self.folder / "opvolg.toml"
        settings.write_text(settings.read_text() + f'\n[web]\npublic_url = "http://127.0.0.1:{PORT}"\nlisten = "127.0.0.1:{PORT}"\n')

    def environment(self, now):
        return dict(os.environ, TZ="Europe/Amsterdam", FAKETIME=now)

    def run(self, *arguments, now=SUNDAY, here=True):
        subprocess.run(["faketime", "-f", now, str(self.programs / "opvolg"), *arguments], check=True, env=self.environment(now),
                       cwd=self.folder if here else None, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def once(self, now=MONDAY):
        subprocess.run(["faketime", "-f", now, str(self.programs / "opvolgd"), "--once"], check=True, env=self.environment(now), cwd=self.folder,
                       stderr=subprocess.DEVNULL)

    def daemon(self, now=MONDAY):
        # Not through faketime(1), which would be stopped in its place.
        library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
        environment = dict(self.environment(now), FAKETIME_DONT_FAKE_MONOTONIC="1", LD_PRELOAD=str(library))
        return subprocess.Popen([str(self.programs / "opvolgd")], env=environment, cwd=self.folder, stderr=subprocess.DEVNULL)

    def mails(self):
        read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted((self.folder / "mail/new").iterdir())]
        return {mail["To"].addresses[0].addr_spec: mail for mail in read}


def links(mail):
    return re.findall(r"http://\S+/o/[\w-]+", mail.get_body(("plain",)).get_content())


def take(browser, folder, name):
    for size, (width, height) in SIZES.items():
        browser.size(width, height)
        browser.picture(str(folder / f"{name}-{size}.png"))


def main():
    programs, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    instance = Instance(programs)
    daemon, browser = None, None
    try:
        instance.run("add", "hulp-aangekomen", "--case", "VL-2026-014", "--as", "directie-school")
        instance.run("add", "amk-opnieuw", "--case", "VL-2026-021", "--as", "directie-school")
        instance.once()
        mail = instance.mails()["ib@school.example"]
        first, second = links(mail)[:2]
        daemon = instance.daemon()
        browser = Browser()
        for _ in range(200):
            try:
                browser.open(first)
                break
            except Exception:
                time.sleep(0.1)
        (instance.folder / "mail.html").write_text(mail.get_body(("html",)).get_content())
        browser.open(f"file://{instance.folder}/mail.html")
        take(browser, folder, "mail")
        browser.open(first)
        take(browser, folder, "opvolging")
        browser.click("button[value=close]")
        take(browser, folder, "opvolging-niets-gekozen")
        browser.click("input[name=outcome]")
        browser.click("button[value=close]")
        take(browser, folder, "opvolging-afgerond")
        browser.open(second)
        browser.type("#until", "2026-11-26")
        browser.type("#snooze-reason", "De ouder is tot donderdag op reis")
        browser.click("button[value=snooze]")
        take(browser, folder, "opvolging-uitgesteld")
        browser.dark()
        browser.open(second)
        take(browser, folder, "opvolging-donker")
        browser.open(f"http://127.0.0.1:{PORT}/o/AAAAAAAAAAAAAAAAAAAAAA")
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        take(browser, folder, "link-werkt-niet")
    finally:
        if browser:
            browser.close()
        if daemon:
            daemon.terminate()
            daemon.wait(30)
        shutil.rmtree(instance.folder)
    print(f"made {len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
