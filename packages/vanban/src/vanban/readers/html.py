"""Web pages and Word's HTML: blocks to paragraphs, tables taken apart as in Word documents, scripts left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from lxml import etree

from vanban.errors import UnreadableError
from vanban.readers.charsets import to_text
from vanban.readers.html_tables import GrowingTable
from vanban.readers.html_tags import has_endless_tag
from vanban.readers.legacy import charset_of_font, decode_runs, restored
from vanban.readers.marks import ENOUGH, paper_marks

LARGEST_PAGE = 10 * 1024 * 1024  # letters, pictures inside the page not counted; a tree takes ten times the memory
MOST_TAGS = 500_000
_DEEPEST_TABLE = 6
_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FRAGMENT = re.compile(rb"\s*<(?:p|div|table|center|meta|style|font|span|h[1-6])\b", re.I)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I)
_PICTURE_DATA = re.compile(r"data:[\w/+.-]{1,80};base64,[\w+/=\s%]*", re.ASCII)
_DROPPED = (
    "script", "style", "template", "noscript", "head", "title", "svg", "iframe", "object", "embed", "select", "button",
    "textarea", "nav", "del", "audio", "video", "canvas", "map",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*(center|left|right|justify)", re.I)
_FONT = re.compile(r"font-family\s*:\s*([^;,]+)", re.I)
_NOTE_LINK = re.compile(r"#_?(?:ftn|edn|fn|footnote|endnote)", re.I)
_NOTE_MARK = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "hr",
    "body", "html", "article", "section", "main", "header", "footer", "aside", "center", "form", "fieldset", "address",
    "figure", "figcaption", "caption", "tr", "td", "th", "table", "tbody", "thead", "tfoot", "details", "summary",
}  # fmt: skip
_LINE = "\u2028"
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LINE_SPACE = re.compile(rf" *{_LINE} *")


class HtmlReader:
    """Reads web pages by libxml2's parser for HTML; nothing is fetched or run."""

    types = (".html", ".htm", ".xhtml")

    def score(self, data: bytes, *, filename: str) -> float:
        """By the first tag (also of pages saved under Word's endings), then by the name."""
        head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
        if _START.match(head):
            return 0.97
        named = filename.lower().endswith(self.types)
        if _FRAGMENT.match(head):
            return 0.9 if named else 0.6
        return 0.4 if named else 0.0

    def read(self, data: bytes) -> str:
        """Paragraphs parted by empty lines, ``<br>`` as line ends, data tables as ``|`` rows."""
        text = html_text(data)
        if not text:
            raise UnreadableError("no_text", "Trang web không có chữ (có thể chỉ có ảnh); cần nhận dạng chữ.")
        return text


def html_text(data: bytes, *, declared: str | None = None) -> str:
    """The text of a page; ``declared`` is the charset that came with it. Raises :class:`UnreadableError`."""
    named = _CHARSET.search(data[:4096].replace(b"\0", b""))
    page = to_text(data, declared=declared or (named.group(1).decode("ascii") if named else None))
    root = _tree(_PICTURE_DATA.sub("", page))
    if root is None:
        return ""
    _clear(root)
    for article in root.iter("article", "main"):
        text = _Walk().text(article)
        if paper_marks(text) >= ENOUGH:
            return restored(text)
    return restored(_Walk().text(root))


def _tree(page: str) -> Any | None:
    """The root element, None for a page without any."""
    if len(page) > LARGEST_PAGE or page.count("<") > MOST_TAGS:
        raise UnreadableError(
            "too_large", "Trang web quá lớn (hơn 10 MB hoặc 500.000 thẻ). Hãy lưu riêng phần văn bản rồi tải lên."
        )
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = None if has_endless_tag(page) else lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None
    if root is None or any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableError(
            "corrupt", "Trang web bị hỏng (thẻ lồng nhau hoặc kéo dài vô tận). Hãy lưu lại rồi tải lên."
        )
    return root


def _clear(root: Any) -> None:
    """Drop what is not shown, and put footnote links into the form of their marks."""
    for head in root.iter("head"):
        if any(one.tag in _BLOCKS for one in head.iter()):  # a page that prints no <body>
            head.tag = "div"
    for one in root.iter(etree.Element):
        if one.get("hidden") is not None or _HIDDEN.search(one.get("style") or ""):
            one.tag = _DROPPED[0]
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for link in list(root.iter("a")):
        if _NOTE_LINK.match(link.get("href") or ""):
            mark = _NOTE_MARK.fullmatch(" ".join(link.itertext()).strip())
            if mark:
                link[:] = []
                link.text = f"<sup>{mark.group(1)}</sup>"


@dataclass(slots=True)
class _Frame:
    """Text that is being put together: the whole page or one cell."""

    blocks: list[str] = field(default_factory=list)
    runs: list[tuple[str, str | None]] = field(default_factory=list)
    centred: bool = False  # the paragraph before

    def end(self, *, centred: bool) -> None:
        """End a paragraph; centred ones in a row stay together."""
        text = _LINE_SPACE.sub("\n", _SPACE.sub(" ", decode_runs(self.runs))).strip(" \n")
        self.runs.clear()
        if text:
            self.blocks.append(("\n" if centred and self.centred else "\n\n") + text)
            self.centred = centred


@dataclass(frozen=True, slots=True)
class _State:
    """What an element hands down to those inside it."""

    charset: str | None = None
    centred: bool = False
    preformatted: bool = False


class _Walk:
    """Walks a tree without recursion, so that no depth of nesting harms it."""

    def __init__(self) -> None:
        self._frames = [_Frame()]
        self._tables: list[GrowingTable | None] = []
        self._lists: list[list[Any]] = []
        self._states = [_State()]

    def text(self, root: Any) -> str:
        """All words below an element."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._open(element)
            else:
                self._close(element)
                if element is not root:
                    self._say(element.tail)
        self._frames[0].end(centred=False)
        return "".join(self._frames[0].blocks).strip("\n")

    def _say(self, text: str | None) -> None:
        if text:
            state = self._states[-1]
            lines = text.replace("\n", _LINE) if state.preformatted else text
            self._frames[-1].runs.append((lines, state.charset))

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._frames[-1].end(centred=self._states[-1].centred)
        self._states.append(_state(element, self._states[-1]))
        if tag == "br":
            self._frames[-1].runs.append((_LINE, self._states[-1].charset))
        elif tag == "table":
            nested = sum(table is not None for table in self._tables)
            self._tables.append(GrowingTable() if nested < _DEEPEST_TABLE else None)
            self._frames.append(_Frame())
        elif tag == "tr" and self._table:
            self._table.open_row()
        elif tag in ("td", "th") and self._table:
            self._frames.append(_Frame())
        elif tag in ("ol", "ul"):
            self._lists.append([element.get("type") or "1" if tag == "ol" else "", _number(element, "start", 1)])
        elif tag == "li" and self._lists:
            self._frames[-1].runs.append((self._label(element), self._states[-1].charset))
        self._say(element.text)

    @property
    def _table(self) -> GrowingTable | None:
        return self._tables[-1] if self._tables else None

    def _close(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._frames[-1].end(centred=self._states[-1].centred)
        self._states.pop()
        if tag == "table":
            strays, table = self._frames.pop(), self._tables.pop()
            self._frames[-1].blocks.extend(strays.blocks + (table.text() if table else []))
            self._frames[-1].centred = False
        elif tag in ("td", "th") and self._table:
            blocks = self._frames.pop().blocks
            lines = [line for block in blocks for line in block.split("\n") if line.strip()]
            self._table.add(lines, columns=_number(element, "colspan", 1), rows=_number(element, "rowspan", 1))
        elif tag in ("ol", "ul"):
            self._lists.pop()

    def _label(self, item: Any) -> str:
        kind, number = self._lists[-1]
        if not kind:
            return "- "
        number = _number(item, "value", number)
        self._lists[-1][1] = number + 1
        if kind in "aA":
            letter = chr(ord(kind) + (number - 1) % 26)
            return f"{letter}) " if kind == "a" else f"{letter}. "
        return f"{number}. "


def _state(element: Any, above: _State) -> _State:
    style = element.get("style") or ""
    font = element.get("face")
    if font is None and (named := _FONT.search(style)):
        font = named.group(1)
    aligned = _CENTRED.search(style)
    alignment = aligned.group(1) if aligned else element.get("align")
    if font is None and alignment is None and element.tag not in ("center", "pre"):
        return above
    return _State(
        charset=above.charset if font is None else charset_of_font(font.split(",")[0]),
        centred=alignment.lower() == "center" if alignment else above.centred or element.tag == "center",
        preformatted=above.preformatted or element.tag == "pre",
    )


def _number(element: Any, attribute: str, default: int) -> int:
    printed = element.get(attribute) or ""
    return int(printed) if printed.isdecimal() and len(printed) < 5 else default
