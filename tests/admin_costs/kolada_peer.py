"""A server in the shape of Kolada's API (v3), started by the tests: 25 ids a segment, pages by `next_url`."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MOST_IDS = 25


@dataclass
class KoladaPeer:
    """What there is, what was asked, and what it shall do wrong: `fault` by the key figure asked for."""

    rows: list[dict] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fault: dict[str, str] = field(default_factory=dict)
    a_page: int = 2
    next_name: str = "next_url"
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v3"

    def found(self, parts: list[str]) -> list[dict]:
        """The rows of an address: /v3/kpi/… or /v3/data/kpi/…/municipality/…/year/…"""
        if parts[1] == "kpi":
            return [
                {"id": kpi, "title": self.titles[kpi]} for kpi in parts[2].split(",") if kpi in self.titles
            ]
        kpis, codes, years = (parts[place].split(",") for place in (3, 5, 7))
        return [
            row
            for row in self.rows
            if row["kpi"] in kpis and row["municipality"] in codes and str(row["period"]) in years
        ]

    def page(self, path: str) -> dict:
        """One page of an answer, with the address of the next in full as Kolada gives it."""
        address = urlsplit(path)
        page = int(parse_qs(address.query).get("page", ["1"])[0])
        found = self.found(address.path.strip("/").split("/"))
        rows = found[(page - 1) * self.a_page : page * self.a_page]
        is_last = page * self.a_page >= len(found)
        here = f"http://127.0.0.1:{self.port}{address.path}"
        return {
            "values": rows,
            "count": len(rows),
            self.next_name: None if is_last else f"{here}?page={page + 1}",
        }


def row(kpi: str, code: str, year: int, value: object = 1.0, **cell: object) -> dict:
    """A row as domain section 3 has it, of everybody."""
    values = [{"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": False} | cell]
    return {"kpi": kpi, "municipality": code, "period": year, "values": values}


@contextmanager
def kolada_peer() -> Iterator[KoladaPeer]:
    peer = KoladaPeer()

    class Handler(BaseHTTPRequestHandler):
        disable_nagle_algorithm = True  # or each answer waits 40 ms for its second packet

        def do_GET(self) -> None:
            peer.asked.append(self.path)
            segments = urlsplit(self.path).path.split("/")
            if any(segment.count(",") >= MOST_IDS for segment in segments):
                return self.answer(b'{"detail": "at most 25 ids"}', status=414)
            fault = next((what for kpi, what in peer.fault.items() if f"/data/kpi/{kpi}/" in self.path), "")
            body = json.dumps(peer.page(self.path)).encode()
            return self.go_wrong(fault, body) if fault else self.answer(body)

        def go_wrong(self, fault: str, body: bytes) -> None:
            if fault.isdigit():
                return self.answer(b"Internal Server Error", status=int(fault))
            if fault == "disconnect":
                self.close_connection = True
                return self.connection.close()
            if fault == "cut short":
                return self.answer(body[: len(body) // 2], length=len(body))
            if fault == "slow":
                time.sleep(1)
            if fault == "drips":
                return self.drip(body)
            return self.answer(body if fault == "slow" else fault.encode())

        def drip(self, body: bytes) -> None:
            """A byte now and then: each in time, and never all."""
            self.send_response(200)
            self.end_headers()
            for place in range(len(body)):
                try:
                    self.wfile.write(body[place : place + 1])
                except OSError:  # nobody listens any more
                    return
                time.sleep(0.05)

        def answer(self, body: bytes, status: int = 200, length: int | None = None) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://192.0.2.1/v3")
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)
            if length is not None:
                self.close_connection = True

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # who asked has given up waiting
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    peer.port = server.server_port
    serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
