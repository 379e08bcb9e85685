"""Asks Kolada's API: page after page, and nothing but what was asked for. Only `manage.py fetch_kolada` does.

No redirect and no address of another place is followed, whatever an answer says. Nothing is asked again: the
next run of the command does that, and until then the last stored figures stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from admin_costs.kolada_rows import Figure, NotKolada, Wrong, read_figures, read_page, read_titles, segments

MOST_PAGES = 200
MOST_BYTES = 20_000_000
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Kolada:
    """Where Kolada is, and how long it may take: to say something, and to answer in full."""

    base_url: str
    seconds_to_answer: float = 20
    seconds_in_all: float = 120

    def figures(self, kpi: str, codes: Sequence[str], years: Sequence[int]) -> Iterator[list[Figure]]:
        """One key figure of these municipalities and years, a part for each 25 of them. Raises NotKolada."""
        when = ",".join(map(str, years))
        for part in segments(codes):
            address = f"{self.base_url}/data/kpi/{kpi}/municipality/{','.join(part)}/year/{when}"
            rows = [row for page in self.pages(address) for row in page]
            yield [
                figure
                for figure in read_figures(rows)
                if figure.kpi == kpi and figure.municipality in part and figure.year in years
            ]

    def titles(self, kpis: Sequence[str]) -> dict[str, str]:
        """What Kolada calls these key figures. Raises NotKolada."""
        found: dict[str, str] = {}
        for part in segments(kpis):
            for rows in self.pages(f"{self.base_url}/kpi/{','.join(part)}"):
                found |= read_titles(rows)
        return found

    def pages(self, address: str) -> Iterator[list[dict[str, object]]]:
        """The rows of an address and of those that follow."""
        seen: set[str] = set()
        while address:
            if address in seen or len(seen) >= MOST_PAGES:
                raise NotKolada(Wrong.ENDLESS, address)
            seen.add(address)
            page = read_page(self.content(address))
            yield page.rows
            address = self.within(joined(address, page.next_url)) if page.next_url else ""

    def within(self, address: str) -> str:
        """The next address, when it is at the same place as the first."""
        try:
            is_here = origin(urlsplit(address)) == origin(urlsplit(self.base_url)) and address.isascii()
        except ValueError:  # no address at all
            is_here = False
        if not is_here:
            raise NotKolada(Wrong.ELSEWHERE, address)
        return address

    def content(self, address: str) -> bytes:
        """What an address answers."""
        parts = web_address(address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        link = kind(parts.hostname or "", parts.port, timeout=self.seconds_to_answer)
        try:
            link.request("GET", target(parts), headers={"Accept": "application/json"})
            with link.getresponse() as answer:
                if answer.status != HTTPStatus.OK:
                    raise NotKolada(Wrong.STATUS, answer.status)
                return read_all(answer, monotonic() + self.seconds_in_all)
        except TimeoutError:
            raise NotKolada(Wrong.SLOW) from None
        except HTTPException:
            raise NotKolada(Wrong.CUT_SHORT) from None
        except OSError:
            raise NotKolada(Wrong.UNREACHABLE) from None
        finally:
            link.close()


def kolada() -> Kolada:
    """Kolada as it is set up."""
    return Kolada(settings.KOLADA_URL)


def joined(address: str, next_url: str) -> str:
    """The next address in full; Kolada's are, and a path alone is understood."""
    try:
        return urljoin(address, next_url)
    except ValueError:
        raise NotKolada(Wrong.ELSEWHERE, next_url) from None


def web_address(address: str) -> SplitResult:
    """The address in its parts. What is none, a setting with a slip in it, is nobody to be reached."""
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_one = None
    if not is_one:
        raise NotKolada(Wrong.UNREACHABLE, address)
    return parts


def origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port


def target(parts: SplitResult) -> str:
    """What is asked of the server."""
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def read_all(answer: HTTPResponse, deadline: float) -> bytes:
    """The answer's content. One that drips is given up on, and so is one that never ends."""
    found = bytearray()
    while chunk := answer.read1(CHUNK):
        found += chunk
        if len(found) > MOST_BYTES:
            raise NotKolada(Wrong.TOO_LARGE)
        if monotonic() > deadline:
            raise NotKolada(Wrong.SLOW)
    if answer.length:  # fewer bytes than were promised: read1 does not say so by itself
        raise NotKolada(Wrong.CUT_SHORT)
    return bytes(found)
