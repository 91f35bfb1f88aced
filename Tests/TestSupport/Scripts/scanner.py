"""A link scanner that is as curious as the worst of them: fetches every URL given with GET and HEAD, follows every link of this machine that it
finds, and posts every form with every one of its buttons and none, filled in as it stands, and with each choice of it ticked.

Reads a JSON list of URLs from standard input; writes a JSON list of [METHOD, URL, STATUS] to standard output.
"""

import http.client
import itertools
import json
import sys
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.forms = [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        for name in ("href", "src", "action", "formaction"):
            if values.get(name):
                self.links.append(values[name])
        if tag == "form":
            self.forms.append({"method": values.get("method", "get").lower(), "action": values.get("action", ""), "fields": [], "choices": [None], "buttons": []})
        if not self.forms or not values.get("name"):
            return
        kind = values.get("type", "")
        if tag == "button" or kind == "submit":
            self.forms[-1]["buttons"].append((values["name"], values.get("value", "")))
        elif kind in ("radio", "checkbox") and "checked" not in values:
            self.forms[-1]["choices"].append((values["name"], values.get("value", "on")))
        elif tag in ("input", "select", "textarea") and (kind not in ("radio", "checkbox") or "checked" in values):
            self.forms[-1]["fields"].append((values["name"], values.get("value") or ""))


def fetch(method, url, body=None):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    headers = {"User-Agent": "Scanner/1.0", "Accept": "*/*"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text, answer.getheader("Location")


def main():
    waiting, seen, said = json.load(sys.stdin), set(), []
    while waiting:
        url = waiting.pop(0).split("#")[0]
        if url in seen or urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
            continue
        seen.add(url)
        said.append(["HEAD", url, fetch("HEAD", url)[0]])
        status, text, location = fetch("GET", url)
        said.append(["GET", url, status])
        page = Page()
        page.feed(text)
        waiting += [urljoin(url, link) for link in page.links if link.split(":")[0] not in ("tel", "mailto")]
        waiting += [urljoin(url, location)] if location else []
        for form in page.forms:
            target = urljoin(url, form["action"])
            for choice, button in itertools.product(form["choices"], form["buttons"] + [None]):
                body = urlencode(form["fields"] + [pressed for pressed in (choice, button) if pressed])
                method = form["method"].upper()
                status, _, location = fetch(method, target, body if method == "POST" else None)
                said.append([method, target, status])
                waiting += [urljoin(target, location)] if location else []
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
