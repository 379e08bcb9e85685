"""A booking as the person walks through it, page by page, without JavaScript."""

import html
import re
import uuid

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ledsagning.people.models import Participant


class Flow:
    """One draft, as the person walks through it without JavaScript."""

    def __init__(self, client: Client, person: Participant) -> None:
        self.client, self.person = client, person
        response = client.get(reverse("book_start", args=[person.public_id]))
        self.key = uuid.UUID(response.url.split("/")[-3])

    def url(self, step):
        return reverse("book_step", args=[self.person.public_id, self.key, step])

    @property
    def check_url(self):
        return reverse("book_check", args=[self.person.public_id, self.key])

    def answer(self, step, **data):
        return self.client.post(self.url(step), data)

    def answer_all(self, *, day="imorgon", starts="14", ends="17", place="Simhallen", **companion):
        self.answer("dag", day=day)
        self.answer("tid", starts=starts, ends=ends)
        self.answer("plats", place=place)
        return self.answer("ledsagare", **companion)

    def check(self):
        return self.client.get(self.check_url)

    def send(self, page=None):
        seen = re.search(r'name="seen" value="(\w+)"', (page or self.check()).text)
        return self.client.post(self.check_url, {"seen": seen[1]})


def bare(page: str) -> str:
    """The markup without its tags: a random id in one may hold any figure."""
    return re.sub(r"<[^>]+>", " ", page)


def text_of(response: HttpResponse) -> str:
    """What is read on the page, tags left out."""
    body = response.text.split("<body>")[1]
    return " ".join(html.unescape(bare(body)).split())


def title_of(response: HttpResponse) -> str:
    return re.search(r"<title>(.*?)</title>", response.text)[1]
