"""A person's hands, for the criteria of WCAG 2.2 that axe cannot see (R3): each script returns what is wrong.

The scripts are told, with what they are for and how they came out, in docs/accessibility.md. Each is
JavaScript that looks at the page as it stands, or Python that presses keys, and gives lines to read: none is
good.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

# 2.5.3: what is seen on a control is in its name, so that it can be said to the computer.
LABEL_IN_NAME = """() => {
  const words = text => text.trim().toLowerCase();
  return [...document.querySelectorAll("a[aria-label], button[aria-label], input[aria-label]")]
    .filter(each => !words(each.getAttribute("aria-label")).includes(words(each.innerText)))
    .map(each => each.outerHTML);
}"""

# 2.1.1, 2.5.1, 2.5.7: nothing that only a mouse or a finger can do. 1.4.13: no words on hovering alone.
MOUSE_ONLY = """() => [...document.querySelectorAll(
    "[draggable=true], [onclick], [onmousedown], [ondrag], main [title]:not(iframe), [tabindex]")]
  .filter(each => !each.hasAttribute("tabindex") || Number(each.getAttribute("tabindex")) > 0)
  .map(each => each.outerHTML.slice(0, 200))"""

# 1.4.5, 1.2: no picture of text, no sound and no film.
MEDIA = """() => [...document.querySelectorAll("img, audio, video, canvas, object, embed, iframe")]
  .filter(each => !(each.tagName === "IMG" && each.hasAttribute("alt"))).map(each => each.outerHTML)"""

# 2.2.2, 2.3.1: nothing moves by itself.
MOVING = """() => document.getAnimations().filter(each => each.effect.getTiming().iterations === Infinity)
  .map(each => each.effect.target.outerHTML)"""

# 1.3.5: a field about oneself says which.
OWN_FIELDS = """() => [...document.querySelectorAll(
    "input[name=username], input[type=password], input[type=email], input[type=tel]")]
  .filter(each => !each.autocomplete).map(each => each.outerHTML)"""

# 1.4.10, 1.4.4: nothing is wider than the window, but tables and charts that scroll in a place of their own.
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(each => each.outerHTML.slice(0, 200))"""

# 1.4.12: the spacing that WCAG asks for takes no text away.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-bottom: 2em !important }"
)
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(each => {
    const style = getComputedStyle(each);
    return each.children.length === 0 && each.textContent.trim() && each.clientWidth > 1
      && ["hidden", "clip"].includes(style.overflowX)
      && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
  }).map(each => each.outerHTML.slice(0, 200))"""

# 2.4.7, 2.4.11: the control with the focus is marked, and nothing lies over it.
FOCUS = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  // Of what is taller than the window, the part in it.
  const [high, low] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const [x, y] = [box.left + Math.min(box.width / 2, 20), high + Math.min((low - high) / 2, 20)];
  const top = document.elementFromPoint(x, y);
  // A radio's row carries its mark.
  const marked = [style, getComputedStyle(each.parentElement)]
    .some(one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
  return {
    html: each.outerHTML.slice(0, 160),
    marked,
    covered: !(top && (each.contains(top) || top.contains(each) || each.labels?.[0]?.contains(top))),
    inside: box.top < innerHeight && box.bottom > 0,
    number: [...document.querySelectorAll("*")].indexOf(each),
  };
}"""
MOST_TABS = 400


def wrong_by_looking(page: Page) -> Iterator[str]:
    """What each script finds on the page as it stands."""
    scripts = {
        "2.5.3": LABEL_IN_NAME,
        "2.1.1": MOUSE_ONLY,
        "1.4.5": MEDIA,
        "2.2.2": MOVING,
        "1.3.5": OWN_FIELDS,
        "1.4.10": TOO_WIDE,
    }
    for criterion, script in scripts.items():
        yield from (f"{criterion}: {html}" for html in page.evaluate(script))


def wrong_with_style(page: Page, criterion: str, css: str) -> Iterator[str]:
    """1.4.4, 1.4.12: what is cut off or too wide under a style of the reader's own."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [sheet]; }",
        css,
    )
    yield from (f"{criterion} cut off: {html}" for html in page.evaluate(CUT_OFF))
    yield from (f"{criterion} too wide: {html}" for html in page.evaluate(TOO_WIDE))
    page.evaluate("document.adoptedStyleSheets = []")


def wrong_with_spacing(page: Page) -> Iterator[str]:
    """1.4.12: the spacing that WCAG asks for."""
    yield from wrong_with_style(page, "1.4.12", SPACING)


def wrong_with_large_text(page: Page) -> Iterator[str]:
    """1.4.4: letters of twice the size, in a window that stays as it is."""
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    yield from wrong_with_style(page, "1.4.4", f"html {{ font-size: {2 * size}px !important }}")


def wrong_by_keyboard(page: Page) -> Iterator[str]:
    """Tab from the first control to the last, and out: no trap, in order, always seen, never covered.

    2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11 and 3.2.1 (the address stays what it was).
    """
    address, been = page.url, list[int]()
    to_the_first_control(page)
    for _ in range(MOST_TABS):
        focus = page.evaluate(FOCUS)
        if focus is None or focus["number"] in been:
            break
        if been and focus["number"] < been[-1]:
            yield f"2.4.3 goes back in the page: {focus['html']}"
        if not focus["marked"]:
            yield f"2.4.7 focus not seen: {focus['html']}"
        if focus["covered"] or not focus["inside"]:
            yield f"2.4.11 focus covered: {focus['html']}"
        been.append(focus["number"])
        page.keyboard.press("Tab")
    if focus and focus["number"] == been[-1]:
        yield f"2.1.2 Tab does not leave: {focus['html']}"
    if page.url != address:
        yield f"3.2.1 the focus led to {page.url}"
    if missed := set(stops(page)) - set(been):
        yield f"2.1.1 Tab never came to {len(missed)} of {len(stops(page))} controls"


def to_the_first_control(page: Page) -> None:
    """With Tab and Shift+Tab, for a focus that a script sets is not always shown."""
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("number => document.querySelectorAll('*')[number].focus()", stops(page)[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")


def stops(page: Page) -> list[int]:
    """Where Tab should stop, in order: of a group of radios at the chosen one, else the first."""
    return page.evaluate("""() => {
      const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
      const all = [...document.querySelectorAll("*")];
      const stop = each => {
        const group = [...(each.form ?? document).querySelectorAll("[type=radio]")]
          .filter(one => one.name === each.name);
        return each.type !== "radio" || each === (group.find(one => one.checked) ?? group[0]);
      };
      return [...document.querySelectorAll(controls)]
        .filter(each => !each.disabled && each.checkVisibility() && stop(each))
        .map(each => all.indexOf(each));
    }""")
