"""Walking the whole site: every address that the resolver knows, filled in with whatever a test gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from nguontin.units.models import Person


@dataclass(frozen=True, slots=True)
class Address:
    """A named address; ``arguments`` are what its path asks for; ``public`` when its view is marked for strangers."""

    name: str
    arguments: tuple[str, ...]
    public: bool

    def path(self, values: Mapping[str, object]) -> str:
        """The path with its arguments filled in."""
        return reverse(self.name, kwargs={name: values[name] for name in self.arguments})


def addresses(resolver: Any = None, spaces: tuple[str, ...] = (), asked: tuple[str, ...] = ()) -> list[Address]:
    """All addresses of the site. AssertionError for one without a name: nobody could walk there."""
    found: list[Address] = []
    for entry in (resolver or get_resolver()).url_patterns:
        names = (*asked, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            view_class = getattr(entry.callback, "view_class", None)
            public = getattr(entry.callback, "is_public", False) or getattr(view_class, "is_public", False)
            found.append(Address(":".join((*spaces, entry.name)), names, bool(public)))
        else:
            found += addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces, names)
    return found


def client_of(person: Person | None) -> Client:
    """A browser in which the person (None: a stranger) is signed in; failures of the server come as status 500."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and what came back."""

    who: str
    method: str
    path: str
    status: int
    body: str
    location: str = ""

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.path} → {self.status} {self.location}".rstrip()


def visit(client: Client, who: str, method: str, path: str, data: Mapping[str, object] | None = None) -> Visit:
    """Ask for a page; streamed files are read to their end, which closes them."""
    response = client.get(path) if method == "GET" else client.post(path, dict(data or {}))
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[arg-type]
    return Visit(
        who, method, path, response.status_code, content.decode(errors="replace"), response.get("Location", "")
    )


def walk(
    client: Client, who: str, steps: Iterable[tuple[str, str]], wrong: Callable[[Visit], bool], **data: object
) -> list[str]:
    """Visit all (method, path) and tell those that are *wrong*."""
    visits = (visit(client, who, method, path, data if method == "POST" else None) for method, path in steps)
    return [str(one) for one in visits if wrong(one)]
