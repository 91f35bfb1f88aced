"""Drives Debian's Chromium, headless, through steps read as JSON from standard input; what each says goes to standard output as JSON.

A step is [NAME, ARGUMENTS...]:
    size WIDTH HEIGHT    open URL    click CSS    type CSS TEXT    keys KEY...    text CSS    attribute CSS NAME    picture FILE
    address              where the browser is
    page                 what a test wants to know of the page: {title, lang, h1, wide, unlabelled, active, loaded, errors}
    press WORDS          the button that says so
    choose CSS VALUE     in a list
    noscript             from now on the page runs no script
    telephone            from now on 320 pixels wide and 640 high
    extent               how large the whole document is: {height, width}
    cookie NAME VALUE    of the site that is open, in place of those that it had
    axe FILE             what axe-core, in FILE, finds wrong with the page by WCAG 2.2 AA and its own best practice, a line each
    keyboard             what TAB does not reach, reaches without showing it, or reaches out of order, a line each
    dark                 from now on as somebody sees it who prefers dark colours
A key is a character or one of selenium's names (TAB, SPACE, ENTER, ARROW_DOWN).
"""

import json
import sys

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

LOOK = """
const fields = [...document.querySelectorAll('input, select, textarea')].filter(f => f.type !== 'hidden');
return {
    title: document.title, lang: document.documentElement.lang,
    h1: [...document.querySelectorAll('h1')].map(h => h.textContent.trim()),
    wide: document.documentElement.scrollWidth > window.innerWidth,
    small: [...document.querySelectorAll('button, input[type=text], input[type=date], .choice > label')]
        .filter(e => e.offsetParent && e.offsetHeight < 32).map(e => e.id || e.textContent),
    unlabelled: fields.filter(f => f.labels.length === 0).map(f => f.name),
    active: document.activeElement.id || document.activeElement.tagName,
    outlined: getComputedStyle(document.activeElement).outlineStyle !== 'none',
    loaded: performance.getEntriesByType('resource').map(e => e.name),
};
"""

# Of some radio buttons with one name the keyboard reaches one; the arrows do the rest.
FOCUSABLE = """
const names = new Set();
window.wanted = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(e => !e.disabled && e.checkVisibility({ visibilityProperty: true }))
    .filter(e => e.type !== 'radio' || (!names.has(e.name) && names.add(e.name)));
window.reached = [];
// From the top, wherever the page has put the focus.
document.body.tabIndex = -1;
document.body.focus();
document.body.removeAttribute('tabindex');
document.addEventListener('focusin', event => {
    const style = getComputedStyle(event.target);
    reached.push({ element: event.target, seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 });
});
// A field for a day takes one for each of its parts.
return wanted.length + 6 * wanted.filter(e => ['date', 'datetime-local'].includes(e.type)).length;
"""
REACHED = """
if (!window.reached) return null;
const same = (a, b) => a === b || (a.type === 'radio' && b.type === 'radio' && a.name === b.name);
const called = e => `${e.tagName.toLowerCase()} ${e.id || e.name || ''} ${e.textContent.trim().slice(0, 40)}`;
const places = reached.map(r => wanted.findIndex(w => same(w, r.element))).slice(0, wanted.length);
return wanted.filter(w => !reached.some(r => same(w, r.element))).map(e => `not reached: ${called(e)}`)
    .concat(reached.filter(r => !r.seen).map(r => `not shown: ${called(r.element)}`))
    .concat(places.some((place, i) => i > 0 && place <= places[i - 1]) ? [`out of order: ${places}`] : []);
"""

AXE = """
const done = arguments[0];
axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(found => done(found.violations));
"""


class Browser:
    def __init__(self):
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--ignore-certificate-errors",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--lang=nl",
                     "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_page_load_timeout(60)
        # After a click or a key the next page may still be on its way: what is looked for is waited for.
        self.driver.implicitly_wait(60)

    def size(self, width, height):
        width, height = int(width), int(height)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})

    def telephone(self):
        self.size(320, 640)

    def extent(self):
        return self.driver.execute_script("const e = document.documentElement; return { height: e.scrollHeight, width: e.scrollWidth };")

    def dark(self):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})

    def cookie(self, name, value):
        self.driver.delete_all_cookies()
        self.driver.add_cookie({"name": name, "value": value, "path": "/", "httpOnly": True})

    def axe(self, file):
        with open(file) as source:
            self.driver.execute_script(source.read())
        found = self.driver.execute_async_script(AXE)
        return [f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}" for violation in found for node in violation["nodes"]]

    def open(self, url):
        self.driver.get(url)

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def on(self, css, act):
        """What is found may still be of the page that is about to go: then it is looked for again."""
        while True:
            try:
                return act(self.find(css))
            except StaleElementReferenceException:
                pass

    def click(self, css):
        self.on(css, lambda element: element.click())

    def type(self, css, text):
        field = self.find(css)
        if field.get_attribute("type") == "date":
            # What is typed into a calendar field depends on the browser's language; its value does not.
            self.driver.execute_script("arguments[0].value = arguments[1]", field, text)
        else:
            field.clear()
            field.send_keys(text)

    def press(self, words):
        self.driver.find_element(By.XPATH, f"//button[contains(., '{words}')]").click()

    def choose(self, css, value):
        Select(self.find(css)).select_by_value(value)

    def noscript(self):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def keys(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(getattr(Keys, key, key))

    def keyboard(self):
        found = None
        # The page that was looked at may be about to go.
        while found is None:
            count = self.driver.execute_script(FOCUSABLE)
            ActionChains(self.driver, duration=0).send_keys(*[Keys.TAB] * count).perform()
            found = self.driver.execute_script(REACHED)
        return found

    def text(self, css):
        return self.on(css, lambda element: element.text)

    def address(self):
        return self.driver.current_url

    def attribute(self, css, name):
        return self.on(css, lambda element: element.get_attribute(name))

    def page(self):
        found = self.driver.execute_script(LOOK)
        found["errors"] = [entry["message"] for entry in self.driver.get_log("browser")]
        return found

    def picture(self, file):
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True})
        import base64
        with open(file, "wb") as out:
            out.write(base64.b64decode(shot["data"]))

    def close(self):
        self.driver.quit()


def main():
    browser = Browser()
    try:
        said = []
        for step in json.load(sys.stdin):
            try:
                said.append(getattr(browser, step[0])(*step[1:]))
            except Exception:
                print(f"at {step}, on {browser.driver.current_url}, after {said}:\n{browser.driver.find_element(By.TAG_NAME, 'body').text}", file=sys.stderr)
                raise
    finally:
        browser.close()
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
