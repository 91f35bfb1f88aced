"""The pictures of the guide: every page, and the mails that lead there, as a telephone and as a computer show them."""

import http.client
import re
import socket
import sys
import urllib.parse

from components import take_components
from instance import Instance, plain, until
from scenes import BESTUUR, DIRECTIE, IB, TEACHER, digest

NOW = "2026-12-07 08:30:00"
SIZES = {"telefoon": (320, 640), "computer": (1280, 800)}
ADDRESSES = {"ib": IB, "directie": DIRECTIE, "bestuur": BESTUUR, "leerkracht": TEACHER}
# What each does, and when; the first word after the moment is who.
LIFE = """
2026-10-26 09:00  ib-vlieger        case open VL-2026-001 --school vlieger --role leerkracht=leerkracht-groep7
2026-10-27 15:10  leerkracht-groep7 close 1 zorg
2026-11-23 12:05  directie-vlieger  add amk-opnieuw --case VL-2026-021 --school vlieger --due 2026-12-07
2026-11-23 12:10  directie-vlieger  add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07
2026-11-23 12:15  directie-vlieger  add medewerker-training --person leerkracht-groep5 --due 2026-12-18
2026-11-23 12:16  directie-vlieger  add medewerker-training --person ib-vlieger --due 2027-01-15
2026-11-25 09:00  ib-vlieger        case open VL-2026-014 --school vlieger --role leerkracht=leerkracht-groep5
2026-11-27 16:00  leerkracht-groep5 close 9 zorg
2026-12-01 09:00  ib-vlieger        case open VL-2026-030 --school vlieger --role leerkracht=leerkracht-groep5
2026-12-03 15:30  leerkracht-groep5 close 11 zorg
2026-12-07 08:30  pass
"""
INSIDE = [("aanmelden", None, "/sign-in"), ("vandaag", "ib", "/"), ("opvolgingen", "ib", "/follow-ups"), ("dossiers", "ib", "/cases"),
          ("dossier", "ib", "/cases/VL-2026-014"), ("agenda", "ib", "/calendar"), ("school", "directie", "/schools/vlieger"),
          ("scholing-inlezen", "directie", "/schools/vlieger/trainings"),
          ("scholen", "bestuur", "/schools"), ("leerkracht", "leerkracht", "/"), ("actie", "ib", "/follow-ups/14"), ("nieuw-dossier", "ib", "/cases/new"),
          ("noodsituatie", "ib", "/emergency"), ("afwezig", "ib", "/absences"), ("contacten", "ib", "/contacts"), ("zoeken", "ib", "/search?q=hulp"),
          ("geschiedenis", "ib", "/history?case=VL-2026-014"), ("dossier-op-code", "directie", "/cases/VL-2026-014")]


class Pages:
    """The instance of the guide, with a daemon that serves its pages."""

    def __init__(self, programs):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.instance = Instance(programs, [("https://opvolg.perspectief.example", self.origin), ("127.0.0.1:8080", f"127.0.0.1:{self.port}"),
                                            *digest("directie-vlieger", "weekly monday")])
        self.instance.live(LIFE)
        self.instance.now = NOW
        self.daemon = self.instance.begin("opvolgd", [])
        until("the pages are served", lambda: socket.create_connection(("127.0.0.1", self.port)).close() or True)

    def post(self, path, fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", path, urllib.parse.urlencode(fields),
                           {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        answer.read()
        return answer

    def ask_to_sign_in(self, address):
        """The mail with the link."""
        self.post("/sign-in", {"email": address})
        return until(f"{address} gets a link", lambda: next((mail for mail in self.instance.mails(address) if "/sign-in/" in plain(mail)), None))

    def sign_in(self, mail):
        """The cookie of a session."""
        path = re.search(r"/sign-in/[\w-]{22}", plain(mail))[0]
        cookie = self.post(path, {"asked": "yes"}).getheader("Set-Cookie")
        name, value = cookie.split(";")[0].split("=", 1)
        return {"name": name, "value": value, "path": "/", "httpOnly": True}

    def end(self):
        # Without the test support's real timers libfaketime stops the timer that it waits on: asked to end, it would not come to it.
        self.daemon.kill()
        self.daemon.wait()
        self.instance.remove()


def take_guide(album, pages):
    """Returns a mail with a sign-in link, which is also one of docs/mails.md."""
    mails = {who: pages.ask_to_sign_in(address) for who, address in ADDRESSES.items()}
    cookies = {who: pages.sign_in(mail) for who, mail in mails.items()}
    take_inside(album, pages, cookies)
    take_links(album, pages)
    take_components(album, pages, cookies)
    return mails["ib"]


def take_inside(album, pages, cookies):
    driver = album.browser.driver
    for name, who, path in INSIDE:
        album.browser.open(f"{pages.origin}/style.css")
        driver.delete_all_cookies()
        if who:
            driver.add_cookie(cookies[who])
        album.browser.open(pages.origin + path)
        album.page(name, SIZES)
        if path == "/" and album.sheets() != 1:
            sys.exit(f"the daily view of {who} takes {album.sheets()} sheets of paper")
    # What somebody who is signed in sees after a closing.
    album.browser.open(f"{pages.origin}/sign-in")
    driver.delete_all_cookies()
    driver.add_cookie(cookies["ib"])
    album.browser.open(f"{pages.origin}/follow-ups/6")
    album.browser.click("#outcome-ja")
    album.browser.click("button[value=close]")
    album.page("actie-gedaan", SIZES)


def take_links(album, pages):
    instance, browser = pages.instance, album.browser
    reminder = next(mail for mail in instance.mails(IB) if "/o/" in plain(mail))
    links = re.findall(r"http://\S+/o/[\w-]+", plain(reminder))
    album.mail(reminder, "mail-telefoon")
    overview = next(mail for mail in instance.mails(DIRECTIE) if "weekoverzicht" in mail["Subject"])
    album.wide_mail(overview, "weekoverzicht-computer")
    browser.open(links[0])
    album.page("opvolging", SIZES)
    browser.click("button[value=close]")
    album.page("opvolging-niets-gekozen", SIZES)
    browser.click("input[name=outcome]")
    browser.click("button[value=close]")
    album.page("opvolging-waarom", SIZES)
    browser.click("input[name=outcome][value=advies]")
    browser.click("button[value=close]")
    album.page("opvolging-klopt-dit", SIZES)
    browser.click("button[value=close]")
    album.page("opvolging-afgerond", SIZES)
    browser.open(links[1])
    browser.type("#snooze-until", "2026-12-10")
    browser.type("#snooze-reason", "De ouder is tot donderdag op reis")
    browser.click("button[value=snooze]")
    browser.click("button[value=snooze]")
    album.page("opvolging-uitgesteld", SIZES)
    browser.dark()
    browser.open(links[1])
    album.page("opvolging-donker", SIZES)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.open(f"{pages.origin}/o/AAAAAAAAAAAAAAAAAAAAAA")
    album.page("link-werkt-niet", SIZES)
