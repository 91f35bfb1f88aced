"""usage: pictures.py PROGRAMS FOLDER   makes the pictures of the guide: every page and some mails, as a telephone and as a computer show them.

A scratch instance of the two schools of the tests, with a clock that stands at a Monday in December, real mails, the real daemon of the folder PROGRAMS,
and Debian's Chromium. It ends badly when a page is wider than its screen, or a daily view longer than a sheet of paper.
"""

import email
import email.policy
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from base64 import b64decode
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "Tests/TestSupport/Scripts"))
from browser import Browser  # noqa: E402

NOW = "2026-12-07 08:30:00"
SIZES = {"telefoon": (320, 640), "computer": (1280, 800)}
ADDRESSES = {"ib": "ib@vlieger.example", "directie": "directie@vlieger.example", "bestuur": "bestuur@perspectief.example",
             "leerkracht": "groep5@vlieger.example"}
# What each does, and when; the first word after the moment is who.
LIFE = """
2026-10-26 09:00  ib-vlieger        case open VL-2026-001 --school vlieger
2026-10-27 15:10  leerkracht-groep5 close 1 zorg
2026-11-11 09:00  ib-vlieger        case open VL-2026-014 --school vlieger
2026-11-12 16:00  ib-vlieger        close 3 zorg
2026-11-23 12:05  directie-vlieger  add amk-opnieuw --case VL-2026-021 --school vlieger --due 2026-12-07
2026-11-23 12:10  directie-vlieger  add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07
2026-11-23 12:15  directie-vlieger  add medewerker-training --person leerkracht-groep5 --due 2026-12-18 --owner leerkracht-groep5
2026-11-23 12:16  directie-vlieger  add medewerker-training --person ib-vlieger --due 2027-01-15
2026-12-03 11:00  ib-vlieger        case open VL-2026-030 --school vlieger
"""
INSIDE = [("aanmelden", None, "/sign-in"), ("vandaag", "ib", "/"), ("opvolgingen", "ib", "/follow-ups"), ("dossiers", "ib", "/cases"),
          ("dossier", "ib", "/cases/VL-2026-014"), ("agenda", "ib", "/calendar"), ("school", "directie", "/schools/vlieger"),
          ("scholen", "bestuur", "/schools"), ("leerkracht", "leerkracht", "/")]


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
    def __init__(self, programs):
        self.programs, self.folder = Path(programs).absolute(), Path(tempfile.mkdtemp(prefix="opvolg-pictures-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        shutil.copytree(REPOSITORY / "templates", self.folder / "templates")
        text = (REPOSITORY / "Tests/ConfigurationTests/Fixtures/contract.toml").read_text()
        (self.folder / "opvolg.toml").write_text(f'{text}\n[web]\npublic_url = "{self.origin}"\nlisten = "127.0.0.1:{self.port}"\n')

    def begin(self, program, arguments, now, errors=subprocess.DEVNULL):
        # Not through faketime(1), which would be stopped in its place.
        library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
        environment = dict(os.environ, TZ="Europe/Amsterdam", FAKETIME=f"@{now}", FAKETIME_DONT_FAKE_MONOTONIC="1", LD_PRELOAD=str(library))
        return subprocess.Popen([str(self.programs / program), *arguments], env=environment, cwd=self.folder, stdout=subprocess.DEVNULL,
                                stderr=errors, text=True)

    def run(self, program, *arguments, now=NOW):
        process = self.begin(program, arguments, now, errors=subprocess.PIPE)
        said = process.communicate()[1]
        if process.returncode != 0:
            sys.exit(f"{program} {' '.join(arguments)} ended with {process.returncode}: {said}")

    def live(self):
        for line in LIFE.strip().splitlines():
            day, moment, who, *command = line.split()
            self.run("opvolg", *command, "--as", who, now=f"{day} {moment}:00")
        self.run("opvolgd", "--once")

    def mails(self, address):
        read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted((self.folder / "mail/new").iterdir())]
        return [mail for mail in read if address in mail["To"]]

    def post(self, path, fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", path, urllib.parse.urlencode(fields),
                           {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        answer.read()
        return answer

    def sign_in(self, address):
        """The cookie of a session."""
        def link():
            found = [re.search(r"/sign-in/[\w-]{22}", plain(mail)) for mail in self.mails(address)]
            return next((match[0] for match in found if match), None)

        self.post("/sign-in", {"email": address})
        cookie = self.post(until(f"{address} gets a link", link), {"asked": "yes"}).getheader("Set-Cookie")
        name, value = cookie.split(";")[0].split("=", 1)
        return {"name": name, "value": value, "path": "/", "httpOnly": True}


def plain(mail):
    return mail.get_body(("plain",)).get_content()


class Album:
    def __init__(self, folder):
        self.folder, self.browser, self.count = folder, Browser(), 0

    def take(self, name):
        for size, (width, height) in SIZES.items():
            self.browser.size(width, height)
            page = self.browser.page()
            if page["wide"]:
                sys.exit(f"{name} is wider than {width} pixels")
            self.browser.picture(str(self.folder / f"{name}-{size}.png"))
            self.count += 1

    def take_mail(self, instance, mail, name):
        (instance.folder / "mail.html").write_text(mail.get_body(("html",)).get_content())
        self.browser.open(f"file://{instance.folder}/mail.html")
        self.take(name)

    def sheets(self):
        """How many sheets of paper the page takes in print."""
        printed = self.browser.driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
        return len(re.findall(rb"/Type\s*/Page\b", b64decode(printed["data"])))


def take_inside(album, instance):
    cookies = {who: instance.sign_in(address) for who, address in ADDRESSES.items()}
    driver = album.browser.driver
    for name, who, path in INSIDE:
        album.browser.open(f"{instance.origin}/style.css")
        driver.delete_all_cookies()
        if who:
            driver.add_cookie(cookies[who])
        album.browser.open(instance.origin + path)
        album.take(name)
        if path == "/" and album.sheets() != 1:
            sys.exit(f"the daily view of {who} takes {album.sheets()} sheets of paper")


def take_links(album, instance):
    reminder = next(mail for mail in instance.mails(ADDRESSES["ib"]) if "/o/" in plain(mail))
    links = re.findall(r"http://\S+/o/[\w-]+", plain(reminder))
    browser = album.browser
    album.take_mail(instance, reminder, "mail")
    album.take_mail(instance, instance.mails(ADDRESSES["directie"])[0], "weekoverzicht")
    browser.open(links[0])
    album.take("opvolging")
    browser.click("button[value=close]")
    album.take("opvolging-niets-gekozen")
    browser.click("input[name=outcome]")
    browser.click("button[value=close]")
    album.take("opvolging-waarom")
    browser.click("input[name=outcome][value=advies]")
    browser.click("button[value=close]")
    album.take("opvolging-afgerond")
    browser.open(links[1])
    browser.type("#until", "2026-12-10")
    browser.type("#snooze-reason", "De ouder is tot donderdag op reis")
    browser.click("button[value=snooze]")
    album.take("opvolging-uitgesteld")
    browser.dark()
    browser.open(links[1])
    album.take("opvolging-donker")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.open(f"{instance.origin}/o/AAAAAAAAAAAAAAAAAAAAAA")
    album.take("link-werkt-niet")


def main():
    programs, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    instance = Instance(programs)
    daemon, album = None, None
    try:
        instance.live()
        daemon = instance.begin("opvolgd", [], NOW)
        until("the pages are served", lambda: socket.create_connection(("127.0.0.1", instance.port)).close() or True)
        album = Album(folder)
        take_inside(album, instance)
        take_links(album, instance)
        print(f"made {album.count} pictures in {folder}")
    finally:
        if album:
            album.browser.close()
        if daemon:
            # Without the test support's real timers libfaketime stops the timer that it waits on: asked to end, it would not come to it.
            daemon.kill()
            daemon.wait()
        shutil.rmtree(instance.folder)


if __name__ == "__main__":
    main()
