"""Pictures of pages and mails in Debian's Chromium, in few colours, so that git can keep them."""

import io
import os
import re
import shutil
import sys
import tempfile
from base64 import b64decode
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from PIL import Image

from instance import SCRIPTS

sys.path.insert(0, str(SCRIPTS))
from browser import Browser  # noqa: E402

# A calendar field follows the browser's own language, which it takes from here, and from Debian's chromium-l10n.
os.environ["LANGUAGE"] = "nl"
COLOURS = 48


class Beginning(HTMLParser):
    """The words that a mail program shows beside the subject: those with which the body begins, seen or not."""

    def __init__(self, html):
        super().__init__()
        self.words, self.body = [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.body = self.body or tag == "body"

    def handle_data(self, data):
        if self.body:
            self.words.append(data)


def preheader(html):
    return re.sub(r"[\s\u2007\u034f]+", " ", "".join(Beginning(html).words)).strip()[:90]


# The mail within its frame as high as it is; its width, and the height of all.
FIT = """
const frame = document.querySelector('iframe');
frame.style.height = frame.contentDocument.documentElement.scrollHeight + 'px';
return [frame.contentDocument.documentElement.scrollWidth, document.documentElement.scrollHeight];
"""


def framed(mail):
    """A mail as a mail program on a telephone shows it: the line of its inbox, and then the mail, opened."""
    html = mail.get_body(("html",)).get_content()
    sender = mail["From"].addresses[0].display_name
    subject = escape(mail["Subject"])
    importance = "<b class=high>!</b> " if mail["Importance"] == "high" else ""
    return f"""<!DOCTYPE html>
<html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{subject}</title>
<style>
body {{ margin: 0; background: #fff; font: 14px/19px "Liberation Sans", Arial, sans-serif; color: #202124; }}
.line {{ display: flex; gap: 10px; padding: 10px 12px; border-bottom: 6px solid #d5dde4; }}
.mark {{ flex: none; width: 36px; height: 36px; border-radius: 18px; background: #5b6770; color: #fff; font: bold 17px/36px Arial; text-align: center; }}
.words {{ min-width: 0; flex: 1; }}
.top {{ display: flex; justify-content: space-between; font-weight: bold; }}
.top span {{ font-weight: normal; font-size: 12px; color: #5f6368; }}
.one {{ white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }}
.soft {{ color: #5f6368; }}
.high {{ color: #b42318; }}
h1 {{ margin: 0; padding: 12px 12px 2px; font: 19px/25px "Liberation Sans", Arial, sans-serif; }}
.from {{ padding: 0 12px 10px; font-size: 13px; color: #5f6368; }}
iframe {{ display: block; width: 100%; border: 0; }}
</style>
<div class=line><div class=mark>O</div><div class=words>
<div class=top><div>{importance}{escape(sender)}</div><span>{mail['Date'].datetime:%H:%M}</span></div><div class=one><b>{subject}</b></div>
<div class="one soft">{escape(preheader(html))}</div></div></div>
<h1>{importance}{subject}</h1><div class=from>{escape(sender)}</div>
<iframe srcdoc="{escape(html)}"></iframe>
</html>"""


class Album:
    # Of the telephones that people have; the tests look at mails on narrower ones, too.
    TELEPHONE = 360
    COMPUTER = (800, 600)

    def __init__(self, folder):
        self.folder, self.browser, self.bytes, self.count = folder, Browser(), 0, 0
        self.scratch = Path(tempfile.mkdtemp(prefix="opvolg-album-"))

    def picture(self, name):
        """Takes all of what is open; in colours of its own, without dithering, so that the same page always makes the same file."""
        shot = self.browser.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True})
        image = Image.open(io.BytesIO(b64decode(shot["data"]))).convert("RGB")
        path = self.folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
        self.bytes += path.stat().st_size
        self.count += 1

    def page(self, name, sizes):
        for size, (width, height) in sizes.items():
            self.browser.size(width, height)
            if self.browser.page()["wide"]:
                sys.exit(f"{name} is wider than {width} pixels")
            self.picture(f"{name}-{size}")

    def mail(self, mail, name):
        """As a mail program on a telephone shows it, all of it below each other."""
        (self.scratch / "mail.html").write_text(framed(mail))
        self.browser.size(self.TELEPHONE, 640)
        self.browser.open(f"file://{self.scratch}/mail.html")
        width, height = self.browser.driver.execute_script(FIT)
        if width > self.TELEPHONE:
            sys.exit(f"the mail {name} is wider than {self.TELEPHONE} pixels")
        self.browser.size(self.TELEPHONE, height)
        self.picture(name)

    def wide_mail(self, mail, name):
        """The mail alone, as a computer shows it."""
        (self.scratch / "mail.html").write_text(mail.get_body(("html",)).get_content())
        self.browser.size(*self.COMPUTER)
        self.browser.open(f"file://{self.scratch}/mail.html")
        self.picture(name)

    def sheets(self):
        """How many sheets of paper the page takes in print."""
        printed = self.browser.driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
        return len(re.findall(rb"/Type\s*/Page\b", b64decode(printed["data"])))

    def close(self):
        self.browser.close()
        shutil.rmtree(self.scratch)
