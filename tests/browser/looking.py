"""What an eye would see on a page, asked of the browser: each check returns its faults, [] if none.

For R14 (reflow, 200 % text, forced colours, reduced motion, print), the size of targets and the focus
(WCAG 2.4.11, 2.4.13).
"""

import io

import numpy as np
from PIL import Image
from playwright.sync_api import Page

# Shared by the scripts below: what is on the page to be seen, and what to call it in a report.
TOOLS = """
  const called = e => `<${e.tagName.toLowerCase()}${e.className.baseVal === undefined && e.className
      ? ' class="' + e.className + '"' : ''}> ${(e.innerText || e.value || '').trim().slice(0, 40)}`;
  const hidden = e => !e.checkVisibility({visibilityProperty: true}) ||
      e.closest('.visually-hidden, .skip-link, svg');
  const seen = [...document.body.querySelectorAll('*')].filter(e => !hidden(e));
  const style = (e, part) => getComputedStyle(e, part);
"""

REFLOWS = """() => {
  TOOLS
  const faults = [], wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) faults.push(`scrolls sideways: ${wide}`);
  for (const e of seen) {
    const box = e.getBoundingClientRect(), scrolls = e.closest('.table-scroll');
    if (!scrolls && (box.left < -1 || box.right > wide + 1)) faults.push(`outside the page: ${called(e)}`);
    if (scrolls || e.matches('input, select, textarea, progress')) continue;
    const cuts = /hidden|clip/.test(style(e).overflow) || e.matches('.button, summary');
    if (cuts && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
      faults.push(`cut: ${called(e)}`);
  }
  const pressed = seen.filter(e => e.matches('a, button, input, select, textarea, summary'));
  for (const [n, a] of pressed.entries()) for (const b of pressed.slice(n + 1)) {
    const one = a.getBoundingClientRect(), two = b.getBoundingClientRect();
    const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (across > 2 && down > 2 && !a.contains(b)) faults.push(`overlap: ${called(a)} and ${called(b)}`);
  }
  return faults;
}"""

# A link in the middle of a sentence is as high as its line: WCAG 2.5.8 leaves it out, and so do we.
LARGE_TARGETS = """smallest => {
  TOOLS
  return seen
    .filter(e => e.matches('a, button, input, select, textarea, summary') && style(e).display !== 'inline')
    .map(e => e.closest('.choice') || e)
    .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < smallest - 0.5)
    .map(e => `smaller than ${smallest} px: ${called(e)}`);
}"""

# Forced colours take grounds and shadows away: a control is then its border, a symbol its line.
DRAWN_WITHOUT_GROUNDS = """() => {
  TOOLS
  const faults = [];
  const boxes = '.button, input, select, textarea, .choice, .notice, .banner';
  for (const e of seen.filter(e => e.matches(boxes))) {
    const s = style(e), drawn = s.borderTopStyle !== 'none' && parseFloat(s.borderTopWidth) >= 1;
    if (!drawn || s.borderTopColor === s.backgroundColor)
      faults.push(`without a border: ${called(e)}`);
  }
  const ground = style(document.body).backgroundColor;
  for (const e of document.querySelectorAll('main svg.icon'))
    if (style(e).stroke === ground) faults.push('a symbol cannot be seen');
  return faults;
}"""

MOVES = """() => {
  TOOLS
  const moves = s => s.animationName !== 'none' || s.scrollBehavior === 'smooth' ||
      s.transitionDuration.split(', ').some(length => parseFloat(length) > 0);
  return [...document.querySelectorAll('*')]
    .filter(e => [undefined, '::before', '::after'].some(part => moves(style(e, part))))
    .map(e => `moves: ${called(e)}`);
}"""

# What a page says: these stand on paper as on the screen.
# A card of a visit, piece by piece: its buttons are not for paper.
FACTS = "h1, .balance, .visit > :is(h2, h3, p, dl), .summary-list, .week, .person, .notice, .lead, .phone"
FACTS_SAID = f"""() => [...document.querySelectorAll('{FACTS}')]
    .filter(e => !e.closest('form, .no-print, .actions') && e.checkVisibility())
    .map(e => e.innerText.trim()).filter(Boolean)"""
OUT_OF_PLACE_ON_PAPER = """() => {
  TOOLS
  const faults = seen
    .filter(e => e.matches('nav, button, input, select, textarea, .button, .site-header, .back-link'))
    .map(e => `on paper: ${called(e)}`);
  for (const e of seen.filter(e => e.matches('main, main *')))
    if (style(e).color !== 'rgb(0, 0, 0)') faults.push(`not black on paper: ${called(e)}`);
  return faults;
}"""

# The element with the focus: its ring, whether something hides it, and a name to report it by.
FOCUS = """() => {
  TOOLS
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const ringed = e.closest('.choice') || e, s = style(ringed), box = ringed.getBoundingClientRect();
  const faults = [], reach = parseFloat(s.outlineOffset) + parseFloat(s.outlineWidth);
  if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) faults.push(`no ring: ${called(e)}`);
  for (let up = ringed.parentElement; up && up !== document.body; up = up.parentElement) {
    const b = up.getBoundingClientRect();
    if (style(up).overflow !== 'visible' &&
        (box.left - reach < b.left || box.top - reach < b.top || box.bottom + reach > b.bottom + 1))
      faults.push(`the ring is cut: ${called(e)}`);
  }
  const own = e.getBoundingClientRect();
  for (const [x, y] of [[own.left + own.width / 2, own.top + own.height / 2], [own.left + 3, own.top + 3],
      [own.right - 3, own.bottom - 3]]) {
    const top = document.elementFromPoint(x, y);
    if (top && !(e.contains(top) || top.contains(e) || e.labels?.[0] === top))
      faults.push(`hidden under ${called(top)}: ${called(e)}`);
  }
  return {name: called(e), faults};
}"""
FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
}"""
FOCUSABLE = """() => {
  TOOLS
  const pressed = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll(pressed)]
    .filter(e => e.type !== 'hidden' && !e.disabled && (!hidden(e) || e.matches('.skip-link')));
  const radios = new Set(all.filter(e => e.type === 'radio').map(e => e.name));
  return all.filter(e => e.type !== 'radio').length + radios.size;
}"""


def asked(page: Page, script: str, argument: object = None) -> object:
    """What the script finds, with the shared tools put into it."""
    return page.evaluate(script.replace("TOOLS", TOOLS), argument)


def reflows(page: Page) -> list[str]:
    """Nothing scrolls sideways, is cut, or lies over something else."""
    return asked(page, REFLOWS)


def targets(page: Page, *, pixels: int = 48) -> list[str]:
    """What can be pressed is large enough for a hand that shakes."""
    return asked(page, LARGE_TARGETS, pixels)


def drawn_without_grounds(page: Page) -> list[str]:
    """With forced colours every control and symbol is still there."""
    return asked(page, DRAWN_WITHOUT_GROUNDS)


def movements(page: Page) -> list[str]:
    """What moves by itself, or when touched."""
    return asked(page, MOVES)


def on_paper(page: Page) -> list[str]:
    """Printed, the page says what it says on the screen, in black, without what can only be pressed."""
    said = asked(page, FACTS_SAID)
    page.emulate_media(media="print")
    printed = asked(page, FACTS_SAID)
    faults = [f"not on paper: {words[:60]}" for words in said if flat(words) not in map(flat, printed)]
    faults += asked(page, OUT_OF_PLACE_ON_PAPER)
    page.emulate_media(media="screen")
    return faults


def flat(words: str) -> str:
    return " ".join(words.split())


def focus(page: Page) -> list[str]:
    """Tab reaches everything that can have the focus, and each shows that it has it."""
    wanted, faults, reached = asked(page, FOCUSABLE), [], 0
    page.evaluate(FROM_THE_TOP)
    for _ in range(wanted):
        page.keyboard.press("Tab")
        if here := asked(page, FOCUS):
            reached += 1
            faults += here["faults"]
    return faults if reached == wanted else [*faults, f"Tab reaches {reached} of {wanted}"]


RING_BOX = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const ringed = e.closest('.choice') || e, box = ringed.getBoundingClientRect();
  const words = (e.innerText || e.id).slice(0, 40);
  return {name: words, left: box.left, top: box.top, right: box.right, bottom: box.bottom};
}"""


def pictured_focus(page: Page) -> list[str]:
    """Of each control two pictures, with the focus and without: enough pixels differ by 3:1 (WCAG 2.4.13)."""
    faults = []
    wanted = asked(page, FOCUSABLE)
    page.evaluate(FROM_THE_TOP)
    for _ in range(wanted):
        page.keyboard.press("Tab")
        if not (box := page.evaluate(RING_BOX)):
            continue
        focused = picture(page)
        page.evaluate("document.activeElement.blur()")
        changed = changed_pixels(focused, picture(page), box)
        perimeter = 2 * (box["right"] - box["left"] + box["bottom"] - box["top"])
        if changed < 2 * perimeter * 0.97:  # rounded corners are a little shorter
            faults.append(f"too faint: {box['name']}: {changed} px changed of {2 * perimeter:.0f}")
    return faults


def picture(page: Page) -> np.ndarray:
    """The window as relative luminance (WCAG 2.2), one value a pixel."""
    image = Image.open(io.BytesIO(page.screenshot(caret="hide"))).convert("RGB")
    parts = np.asarray(image, dtype=float) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def changed_pixels(one: np.ndarray, other: np.ndarray, box: dict[str, float]) -> int:
    """How many pixels in and around the box differ by 3:1 or more."""
    rows = slice(max(0, int(box["top"]) - 8), int(box["bottom"]) + 8)
    columns = slice(max(0, int(box["left"]) - 8), int(box["right"]) + 8)
    light, dark = np.maximum(one, other)[rows, columns], np.minimum(one, other)[rows, columns]
    return int(((light + 0.05) / (dark + 0.05) >= 3).sum())
