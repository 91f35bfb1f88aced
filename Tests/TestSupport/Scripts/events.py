"""What the test servers share: settings from the first argument, events as lines of JSON to the file of the second, an end with standard input."""
import base64
import json
import os
import random
import sys
import threading

settings = json.loads(sys.argv[1])
_file = open(sys.argv[2], "a")
_lock = threading.Lock()


def record(event, **values):
    """Writes an event before this returns; bytes become base64."""
    values = {key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in values.items()}
    with _lock:
        _file.write(json.dumps({"event": event, **values}) + "\n")
        _file.flush()


class Script:
    """What goes wrong: `first`, once each and in order, then `then` for ever, or else by chance what `mix` holds."""

    def __init__(self):
        self.first, self.then, self.lock = list(settings.get("first") or []), settings.get("then"), threading.Lock()
        self.mix = settings.get("mix")
        self.chance = random.Random(self.mix["seed"]) if self.mix else None

    def next(self, opportunity):
        """What to do wrong at this opportunity ("connection", "transaction" or "request"); None when all should go well."""
        with self.lock:
            if self.mix and not self.first:
                possible = [wrong for wrong in self.mix["of"] if wrong["oncePer"] == opportunity]
                return self.chance.choice(possible) if possible and self.chance.random() * 100 < self.mix["percent"][opportunity] else None
            wrong = self.first[0] if self.first else self.then
            if wrong is None or wrong["oncePer"] != opportunity:
                return None
            if self.first:
                self.first.pop(0)
            return wrong


def ready(port):
    """Says that the server listens, and ends this process when the one that started it goes."""
    print("ready", port, flush=True)
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
