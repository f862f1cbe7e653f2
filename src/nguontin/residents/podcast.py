"""A commune's broadcasts as a podcast: RSS 2.0 with the iTunes tags that podcast apps ask for, MP3 enclosures."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.utils.translation import gettext as _

from nguontin.broadcast.models import Broadcast
from nguontin.kernel.xmltext import writable
from nguontin.units.models import Unit

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
ATOM = "http://www.w3.org/2005/Atom"
register_namespace("itunes", ITUNES)
register_namespace("atom", ATOM)


def feed(commune: Unit, broadcasts: Iterable[Broadcast], *, base_url: str) -> bytes:
    """The feed of a commune; *broadcasts* need ``episode`` and ``audio`` fetched. Those without an MP3 are left out."""
    home = f"{base_url}/xa/{commune.code}/"
    rss = Element("rss", {"version": "2.0"})
    channel = SubElement(rss, "channel")
    title = _("Đài truyền thanh %(commune)s") % {"commune": commune.name}
    _text(channel, "title", title)
    _text(channel, "link", home)
    _text(channel, "language", "vi")
    _text(
        channel, "description", _("Bản tin đã phát trên loa truyền thanh của %(commune)s.") % {"commune": commune.name}
    )
    SubElement(channel, f"{{{ATOM}}}link", {"href": f"{home}podcast.xml", "rel": "self", "type": "application/rss+xml"})
    _text(channel, f"{{{ITUNES}}}author", title)
    _text(channel, f"{{{ITUNES}}}explicit", "false")
    SubElement(channel, f"{{{ITUNES}}}category", {"text": "Government"})
    SubElement(channel, f"{{{ITUNES}}}image", {"href": f"{base_url}/static/residents/podcast.png"})
    owner = SubElement(channel, f"{{{ITUNES}}}owner")
    _text(owner, f"{{{ITUNES}}}name", title)
    for one in broadcasts:
        if hasattr(one, "episode"):
            _item(channel, one, home)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(rss, encoding="utf-8")


def _item(channel: Element, one: Broadcast, home: str) -> None:
    item = SubElement(channel, "item")
    _text(item, "title", one.title)
    guid = SubElement(item, "guid", {"isPermaLink": "false"})
    guid.text = f"urn:uuid:{one.pk}"
    _text(item, "pubDate", format_datetime(one.approved_at))
    _text(item, "link", f"{home}#b{one.pk}")
    SubElement(
        item,
        "enclosure",
        {"url": f"{home}podcast/{one.pk}.mp3", "length": str(one.episode.size), "type": "audio/mpeg"},
    )
    seconds = round(one.duration_ms / 1000)
    _text(item, f"{{{ITUNES}}}duration", f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}")
    _text(item, f"{{{ITUNES}}}explicit", "false")


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = writable(text)
