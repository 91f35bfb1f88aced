"""usage: make.py PROGRAMS DOCS   makes anew what DOCS shows: the pictures of the guide, mails.md with a picture of every mail, and meldcode.svg.

All of it with the real programs of the folder PROGRAMS, a clock that stands where it is told, and Debian's Chromium and Graphviz. Nothing is sent anywhere.
It ends badly when a page or a mail is wider than its screen, when a daily view is longer than a sheet of paper, or when a mail does not come.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from album import Album
from guide import Pages, take_guide
from instance import Instance
from mails import take_mails


def draw_catalogue(programs, docs):
    instance = Instance(programs)
    try:
        graph = instance.run("opvolg", "kind", "graph")
    finally:
        instance.remove()
    subprocess.run(["dot", "-Tsvg", "-o", str(docs / "meldcode.svg")], input=graph, text=True, check=True)


def main():
    programs, docs = sys.argv[1], Path(sys.argv[2])
    draw_catalogue(programs, docs)
    # What is no longer made goes.
    shutil.rmtree(docs / "pictures", ignore_errors=True)
    album, pages = Album(docs / "pictures"), Pages(programs)
    try:
        signing_in = take_guide(album, pages)
        take_mails(album, programs, docs, signing_in)
    finally:
        album.close()
        pages.end()
    print(f"made {album.count} pictures in {album.folder}, {album.bytes / 1e6:.1f} MB in all")


if __name__ == "__main__":
    main()
