"""Reads a raw message on standard input and writes it as JSON: headers decoded, leaves with type and text, defects.

With --files it reads the names of files, a line each, and writes a list.
"""
import email
import email.policy
import json
import sys


def read(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts, defects = [], [repr(defect) for defect in message.defects]
    for name, value in message.items():
        defects += [f"{name}: {defect!r}" for defect in getattr(value, "defects", ())]
    for part in message.walk():
        if part is not message:
            defects += [repr(defect) for defect in part.defects]
        if part.is_multipart():
            continue
        content = part.get_content()
        text = content if isinstance(content, str) else content.decode("utf-8", "replace")
        parts.append({"contentType": part.get_content_type(), "charset": part.get_content_charset(), "text": text.replace("\r\n", "\n")})
    return {
        "headers": [{"name": name, "value": str(value)} for name, value in message.items()],
        "contentType": message.get_content_type(), "parts": parts, "defects": defects,
    }


if sys.argv[1:] == ["--files"]:
    mails = []
    for name in sys.stdin.read().splitlines():
        with open(name, "rb") as file:
            mails.append(read(file.read()))
    json.dump(mails, sys.stdout)
else:
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)
