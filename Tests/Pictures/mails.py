"""The pictures of every sort of mail, and docs/mails.md, the page that shows them."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import escape

from instance import Instance
from scenes import BESTUUR, DIRECTIE, GROUPS, IB, TEACHER

# Each life has programs of its own to wait for.
AT_ONCE = 4
WHO = {"ib": ("de intern begeleider", IB), "directie": ("de directie", DIRECTIE), "bestuur": ("het bestuur", BESTUUR),
       "leerkracht": ("de leerkracht", TEACHER), "employee": ("de medewerker", TEACHER)}
# Nobody opens these by hand; a scene has their mail.
BY_ITSELF = {"dossier-stil": "stil"}
SCOPES = {"case": "In een dossier", "school": "Op school", "employee": "Van een medewerker", "free": "Vrij"}


def live(programs, scene):
    """The mail of a scene."""
    instance = Instance(programs, scene.edits)
    try:
        if scene.server:
            instance.serve_mail(scene.server)
        instance.live(scene.life)
        mails = instance.mails(scene.to)
        if not mails:
            raise SystemExit(f"{scene.name}: {scene.to} has had no mail")
        return mails[-1]
    finally:
        instance.remove()


def kinds(programs):
    """All that the shipped catalogue has, in its order."""
    instance = Instance(programs)
    try:
        return json.loads(instance.run("opvolg", "kind", "list", "--format", "json"))
    finally:
        instance.remove()


def mail_of(programs, kind):
    """The mail about a kind on its last day, or when it begins if it is acute, to whoever has to do it."""
    address = WHO[kind["owner"]][1]
    instance = Instance(programs)
    # Whoever opens a case is not told that its check was opened, which would stand in the same mail; on a Saturday nobody is.
    opener = "ib-vlieger" if kind["scope"] == "case" else "beheerder"
    day = "2026-12-05" if kind["urgency"] == "acute" else "2026-12-07"
    about = {"case": ["--case", "VL-2026-014"], "employee": ["--person", "leerkracht-groep5"], "school": [], "free": []}[kind["scope"]]
    reason = ["--reason", "Er was al een gesprek"] if kind["id"] == "weging" else []
    title = ["--title", "De lesbrief over gevoelens klaarleggen"] if kind["id"] == "taak" else []
    due = [] if kind["urgency"] == "acute" else ["--due", "2026-12-07"]
    try:
        if kind["owner"] == "leerkracht":
            # A case of which the teacher is known.
            instance.live("2026-12-07 06:29 ib-vlieger case open VL-2026-014 --school vlieger --role leerkracht=leerkracht-groep5\n"
                          '2026-12-07 06:29 ib-vlieger cancel 1 --reason "Voor het plaatje"')
        instance.now = f"{day} 06:30:00"
        instance.run("opvolg", "add", kind["id"], "--school", "vlieger", *about, *title, *reason, *due, "--as", opener)
        instance.now = f"{day} 08:00:00"
        instance.run("opvolgd", "--once")
        mails = instance.mails(address)
        if not mails:
            raise SystemExit(f"{kind['id']}: {address} has had no mail")
        return mails[-1]
    finally:
        instance.remove()


HEAD = """# Elke mail, zoals een telefoon hem laat zien

Alle mails die opvolg verstuurt, van echte voorbeelden: bovenaan de regel in de postbus, daaronder de mail zelf, op een telefoon van 360 punten breed.
Klik op een plaatje om het groot te zien. `make pictures` maakt deze pagina en de plaatjes; wijzig ze niet met de hand.
"""


def html(sentence):
    return re.sub("`(.*?)`", r"<code>\1</code>", escape(sentence, quote=False))


def gallery(cells, columns):
    """Pictures beside each other: (name, title, sentence)."""
    rows = [cells[start:start + columns] for start in range(0, len(cells), columns)]
    lines = ["<table>"]
    for row in rows:
        lines.append("<tr>" + "".join(
            f'<td valign="top" width="{100 // columns}%"><b>{html(title)}</b><br>{html(sentence)}<br><br>'
            f'<img src="pictures/mails/{name}.png" width="{720 // columns}" alt="{escape(title)}"></td>' for name, title, sentence in row) + "</tr>")
    return "\n".join([*lines, "</table>"])


def take_mails(album, programs, docs, signing_in):
    """`signing_in` is the mail with a sign-in link, which comes from a daemon that serves pages."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        scenes = [scene for group in GROUPS for scene in group.scenes]
        mails = dict(zip([scene.name for scene in scenes], pool.map(lambda scene: live(programs, scene), scenes)))
        catalogue = kinds(programs)
        by_hand = [kind for kind in catalogue if kind["id"] not in BY_ITSELF]
        of_kinds = dict(zip([kind["id"] for kind in by_hand], pool.map(lambda kind: mail_of(programs, kind), by_hand)))
        of_kinds |= {kind: mails[scene] for kind, scene in BY_ITSELF.items()}
    for name, mail in {**mails, "aanmelden": signing_in, **{f"soort-{kind}": mail for kind, mail in of_kinds.items()}}.items():
        album.mail(mail, f"mails/{name}")
    page = [HEAD]
    for group in GROUPS:
        page += [f"## {group.title}\n", gallery([(scene.name, scene.title, scene.sentence) for scene in group.scenes], 3) + "\n"]
    page += ["## Aanmelden\n", gallery([("aanmelden", "Aanmelden", "Wie op de webpagina zijn mailadres invult, meteen.")], 3) + "\n"]
    page += ["## Elke soort\n", f"De mail over elk van de {len(catalogue)} soorten van de meldcode, aan wie het moet doen, op de laatste dag; wat acuut is, meteen.\n"]
    for scope, title in SCOPES.items():
        cells = [(f"soort-{kind['id']}", kind["title"], f"Aan {WHO[kind['owner']][0]}.") for kind in catalogue if kind["scope"] == scope]
        page += [f"### {title}\n", gallery(cells, 4) + "\n"]
    (docs / "mails.md").write_text("\n".join(page))
