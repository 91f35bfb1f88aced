#!/usr/bin/env python3
"""usage: pictures_inside.py PROGRAMS TARGET   makes pictures of every page of whoever is signed in, 320 and 1280 pixels wide, in the folder TARGET.

It runs the daemon of the folder PROGRAMS on a scratch instance, signs in by the mails that it writes, and looks with Debian's Chromium.
"""
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from base64 import b64decode
from email import message_from_binary_file, policy

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WIDTHS = (320, 1280)
ADDRESSES = {"ib": "ib@vlieger.example", "directie": "directie@vlieger.example", "bestuur": "bestuur@perspectief.example",
             "leerkracht": "groep5@vlieger.example"}
PAGES = [("aanmelden", None, "/sign-in"), ("vandaag", "ib", "/"), ("opvolgingen", "ib", "/follow-ups"), ("dossiers", "ib", "/cases"),
         ("dossier", "ib", "/cases/VL-2026-001"), ("agenda", "ib", "/calendar"), ("scholen", "bestuur", "/schools"),
         ("school", "directie", "/schools/vlieger"), ("leerkracht", "leerkracht", "/")]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, look):
    for _ in range(600):
        with contextlib.suppress(OSError, http.client.HTTPException):
            found = look()
            if found:
                return found
        time.sleep(0.1)
    sys.exit(f"waited in vain until {what}")


class School:
    """A scratch instance at a fixed moment, so that the pictures stay the same."""

    def __init__(self, programs, folder):
        self.programs, self.folder, self.port = programs, folder, free_port()
        shutil.copytree(os.path.join(REPOSITORY, "templates"), os.path.join(folder, "templates"))
        with open(os.path.join(REPOSITORY, "Tests/ConfigurationTests/Fixtures/contract.toml"), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(folder, "opvolg.toml"), "w", encoding="utf-8") as file:
            file.write(text + f'\n[web]\npublic_url = "http://127.0.0.1:{self.port}"\nlisten = "127.0.0.1:{self.port}"\n')

    def opvolg(self, when, *arguments):
        subprocess.run(["faketime", when, os.path.join(self.programs, "opvolg"), *arguments], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, "TZ": "Europe/Amsterdam"})

    def fill(self):
        cases = [("VL-2026-001", 40), ("VL-2026-014", 26), ("VL-2026-021", 12), ("VL-2026-030", 3)]
        for code, days in cases:
            self.opvolg(f"-{days}d", "case", "open", code, "--school", "vlieger", "--as", "ib-vlieger")
        self.opvolg("-38d", "close", "1", "zorg", "--as", "ib-vlieger")
        self.opvolg("-1d", "add", "hulp-aangekomen", "--case", "VL-2026-021", "--due", "2w", "--as", "directie-vlieger")
        self.opvolg("-9d", "add", "medewerker-training", "--person", "leerkracht-groep5", "--due", "2w", "--as", "directie-vlieger")
        self.opvolg("-20d", "add", "medewerker-training", "--person", "ib-vlieger", "--due", "2w", "--as", "directie-vlieger")
        self.opvolg("-0d", "add", "noodsituatie", "--case", "VL-2026-030", "--as", "ib-vlieger")

    def sign_in(self, address):
        def mails():
            place = os.path.join(self.folder, "mail", "new")
            for name in sorted(os.listdir(place)) if os.path.isdir(place) else []:
                with open(os.path.join(place, name), "rb") as file:
                    mail = message_from_binary_file(file, policy=policy.default)
                if address in mail["To"]:
                    found = re.search(r"/sign-in/[A-Za-z0-9_-]{22}", mail.get_body(("plain",)).get_content())
                    if found:
                        return found[0]
            return None

        self.post("/sign-in", {"email": address})
        link = until(f"{address} gets a link", mails)
        cookie = self.post(link, {"asked": "yes"}).getheader("Set-Cookie")
        return link, cookie.split(";")[0].split("=", 1)

    def post(self, path, fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", path, urllib.parse.urlencode(fields),
                           {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        answer.read()
        return answer


class Browser:
    """Chromium, over the WebDriver protocol."""

    def __init__(self, folder):
        port = free_port()
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        until("the browser is ready", lambda: self.ask("GET", "/status")["ready"])
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/chromium"]
        session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": options}}}})
        self.base += "/session/" + session["sessionId"]

    def ask(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def devtools(self, command, **parameters):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def look(self, url, width, path):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 600)
        self.ask("POST", "/url", {"url": url})
        size = self.devtools("Page.getLayoutMetrics")["cssContentSize"]
        if size["width"] > width:
            sys.exit(f"{url} is {size['width']} pixels wide on a screen of {width}")
        picture = self.devtools("Page.captureScreenshot", captureBeyondViewport=True,
                                clip={"x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1})
        with open(path, "wb") as file:
            file.write(b64decode(picture["data"]))

    def sheets(self):
        """How many sheets of paper the page takes in print."""
        return len(re.findall(rb"/Type\s*/Page\b", b64decode(self.devtools("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"])))

    def close(self):
        with contextlib.suppress(OSError):
            self.ask("DELETE", "")
        self.driver.terminate()
        self.driver.wait()


def main():
    programs, target = sys.argv[1:]
    os.makedirs(target, exist_ok=True)
    scratch = tempfile.mkdtemp(prefix="opvolg-pictures-")
    school = School(os.path.abspath(programs), scratch)
    school.fill()
    daemon = subprocess.Popen([os.path.join(school.programs, "opvolgd")], cwd=scratch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    browser = None
    try:
        until("the pages are served", lambda: school.post("/nowhere", {}).status)
        browser = Browser(scratch)
        origin = f"http://127.0.0.1:{school.port}"
        cookies = {name: school.sign_in(address)[1] for name, address in ADDRESSES.items()}
        for name, who, path in PAGES:
            browser.ask("POST", "/url", {"url": origin + "/style.css"})
            browser.ask("DELETE", "/cookie")
            if who:
                browser.ask("POST", "/cookie", {"cookie": {"name": cookies[who][0], "value": cookies[who][1], "path": "/", "httpOnly": True}})
            for width in WIDTHS:
                browser.look(origin + path, width, os.path.join(target, f"{name}-{width}.png"))
            if path == "/" and browser.sheets() != 1:
                sys.exit(f"the daily view of {who} takes {browser.sheets()} sheets of paper")
    finally:
        if browser:
            browser.close()
        daemon.send_signal(signal.SIGTERM)
        daemon.wait()
        shutil.rmtree(scratch)


main()
