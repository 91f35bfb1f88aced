"""One page with each part that the pages are made of, cut out of the pages themselves, for whoever changes how they look."""

SIZES = {"telefoon": (320, 640), "computer": (1280, 800)}
# What it is, who sees it, where, and what is pressed there first.
COMPONENTS = [
    ("kop en navigatie", "ib", "/", "body > header", []),
    ("lege lijst", "ib", "/search?q=niets", "main", []),
    ("regel van een lijst", "ib", "/", "main .lines", []),
    ("zoeken en kiezen", "ib", "/follow-ups", "main form", []),
    ("bladeren en downloaden", "ib", "/follow-ups?state=all", "main .download", []),
    ("feiten van een actie", "ib", "/", "main .facts", ["main .lines a"]),
    ("grote knop om te bellen", "ib", "/contacts", "main .lines", []),
    ("uitkomsten met wat erop volgt", "ib", "/", "main form", ["main .lines a"]),
    ("gedaan, wat volgt, ongedaan maken", "ib", "/follow-ups/6?done=closed", ".confirmation", []),
    ("formulier met een fout", "ib", "/", ".problems", ["main .lines a", "button[value=close]"]),
    ("stappen van het protocol", "ib", "/cases/VL-2026-014", ".steps", []),
    ("verhaal van een dossier", "ib", "/cases/VL-2026-014", ".story", []),
    ("wie wat doet", "ib", "/cases/VL-2026-014", ".people", []),
    ("cijfers", "directie", "/schools/vlieger", ".figures", []),
    ("staafdiagram", "directie", "/schools/vlieger", "main figure", []),
    ("regel van een school", "directie", "/schools/vlieger", "main .lines", []),
    ("nood", "ib", "/emergency", ".calls", []),
]
SHOW = """
const main = document.querySelector('main');
document.querySelector('body > header').remove();
main.innerHTML = '<h1>Onderdelen</h1>' + arguments[0].map(([name, html]) => `<h2>${name}</h2>${html}`).join('');
"""


def take_components(album, pages, cookies):
    browser, driver = album.browser, album.browser.driver
    found = []
    for name, who, path, css, presses in COMPONENTS:
        browser.open(f"{pages.origin}/sign-in")
        driver.delete_all_cookies()
        driver.add_cookie(cookies[who])
        browser.open(pages.origin + path)
        for press in presses:
            browser.click(press)
        found.append((name, browser.attribute(css, "outerHTML")))
    for suffix in ("", "-donker"):
        browser.open(pages.origin + "/")
        driver.execute_script(SHOW, found)
        album.page("onderdelen" + suffix, SIZES)
        browser.dark()
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
