"""Gives each line of a sheet its role, by its words and its place; badly formed components are found too."""

from __future__ import annotations

from vanban.check import words
from vanban.check.assign_foot import assign_foot
from vanban.check.components import Form, Paper, Role
from vanban.check.sheet import Area, Column, Line, Sheet
from vanban.labels import Rank, label_of
from vanban.letters import fold, is_caps

_HEADER_LINES = 45
_LONGEST_SUBJECT = 400  # characters of one line of a subject
_PROSE = 110  # characters; a longer line is no line of a list of addressees


def read_paper(sheet: Sheet, *, read: frozenset[Role] = frozenset()) -> Paper:
    """The paper that a sheet shows; ``read`` are components known to stand in it (see :class:`Paper`)."""
    marks = _Marks(sheet)
    marks.tables()
    foot, end = assign_foot(sheet.lines, marks.flow, marks.roles)
    marks.header(foot)
    body = marks.title(foot)
    body = marks.addressees(body, foot)
    marks.body(body, foot)
    marks.annexes(end)
    return Paper(sheet, marks.form, marks.roles, marks.kind, read)


class _Marks:
    """The roles given so far. ``flow`` holds the indices of the lines outside data tables and text boxes."""

    def __init__(self, sheet: Sheet) -> None:
        self.lines = sheet.lines
        self.roles: dict[int, Role] = {}
        self.flow = [at for at, line in enumerate(sheet.lines) if line.area is Area.PAGE]
        self.kind: str | None = None
        self.form: Form = "state"
        self.kind_at: int | None = None

    def tables(self) -> None:
        """Lines of data tables and of text boxes."""
        for at, line in enumerate(self.lines):
            if line.area is Area.TABLE:
                self.roles[at] = Role.TABLE
            elif line.area is Area.BOX and words.STAMPS.fullmatch(fold(line.text)):
                self.roles[at] = Role.STAMP

    def header(self, foot: int) -> None:
        """Boxes 1 to 5b: everything above the title or the addressees."""
        zone = [at for at in self.flow if at < foot][:_HEADER_LINES]
        self._single(zone, Role.PARTY_HEADING, words.is_party_heading)
        self._single(zone, Role.MOTTO, words.is_motto)
        self._single(zone, Role.NUMBER, words.is_number_line)
        self._single(zone, Role.DATE, words.is_date_line)
        self._state_name(zone)
        self._find_kind(zone)
        stop = self._header_stop(zone)
        for at in (at for at in zone if at < stop and at not in self.roles):
            text = self.lines[at].text
            if words.RULER.fullmatch(text):
                self.roles[at] = Role.RULER
            elif set(text) <= {"*", " "}:
                self.roles[at] = Role.STAR
            elif fold(text).startswith("du thao"):
                self.roles[at] = Role.DRAFT
            elif words.STAMPS.fullmatch(fold(text)):
                self.roles[at] = Role.STAMP
        self._form(zone)
        self._letter_subject(zone, stop)
        self._bodies([at for at in zone if at < stop and at not in self.roles])

    def _single(self, zone: list[int], role: Role, known: object) -> None:
        found = next((at for at in zone if callable(known) and known(self.lines[at].text)), None)
        if found is not None:
            self.roles[found] = role

    def _state_name(self, zone: list[int]) -> None:
        for at, after in zip(zone, [*zone[1:], None], strict=False):
            if words.is_state_name(self.lines[at].text):
                self.roles[at] = Role.STATE_NAME
                if after is not None and fold(self.lines[after].text) in ("viet nam", "chu nghia viet nam"):
                    self.roles[after] = Role.STATE_NAME
                return

    def _find_kind(self, zone: list[int]) -> None:
        number = next((at for at in zone if self.roles.get(at) is Role.NUMBER), -1)
        for at in zone:
            line = self.lines[at]
            if at in self.roles or at < number or line.column is not Column.FULL:
                continue
            if fold(line.text).startswith("kinh gui") or words.is_operative(line.text):
                return
            kind = words.kind_of(line.text)
            alone = words.names_only_kind(line.text)
            if kind and (is_caps(line.text) or alone) and len(line.text) < _LONGEST_SUBJECT:
                self.kind, self.kind_at = kind, at
                self.roles[at] = Role.KIND
                return

    def _header_stop(self, zone: list[int]) -> int:
        if self.kind_at is not None:
            return self.kind_at
        addressed = next((at for at in zone if fold(self.lines[at].text).startswith("kinh gui")), None)
        if addressed is not None:
            return addressed
        placed = [at for at in zone if self.roles.get(at) in (Role.NUMBER, Role.DATE, Role.MOTTO, Role.STATE_NAME)]
        last = max(placed, default=-1)
        for at in zone:
            line = self.lines[at]
            if at > last and line.column is Column.FULL and (line.block is None or self._block(last) != line.block):
                return at
        return max(zone, default=-1) + 1

    def _block(self, at: int) -> int | None:
        return self.lines[at].block if at >= 0 else None

    def _form(self, zone: list[int]) -> None:
        given = set(self.roles.values())
        number = next((self.lines[at].text for at in zone if self.roles.get(at) is Role.NUMBER), "")
        match = words.NUMBER.fullmatch(number)
        party_number = bool(match) and bool(match and match["separator"].strip() != "/" and "/" in match["code"])
        if Role.PARTY_HEADING in given or (
            Role.STATE_NAME not in given and Role.MOTTO not in given and (Role.STAR in given or party_number)
        ):
            self.form = "party"

    def _letter_subject(self, zone: list[int], stop: int) -> None:
        """ "V/v …" below the number; in the Party's form the words below the number."""
        number = next((at for at in zone if self.roles.get(at) is Role.NUMBER), None)
        start = next(
            (
                at
                for at in zone
                if at < stop
                and at not in self.roles
                and fold(self.lines[at].text).startswith(("v/v", "ve viec", "vv "))
            ),
            None,
        )
        if start is None and self.form == "party" and self.kind is None and number is not None:
            below = (at for at in zone if number < at < stop and at not in self.roles)
            start = next((at for at in below if self._beside(at, number)), None)
        if start is None:
            return
        self.roles[start] = Role.LETTER_SUBJECT
        for at in (at for at in zone if start < at < stop):
            if at not in self.roles and self._beside(at, start):
                self.roles[at] = Role.LETTER_SUBJECT

    def _beside(self, at: int, other: int) -> bool:
        """Whether two lines stand in the same box."""
        line, above = self.lines[at], self.lines[other]
        return line.column is above.column and line.block == above.block

    def _bodies(self, rest: list[int]) -> None:
        names = [at for at in rest if is_caps(self.lines[at].text)]
        groups: list[list[int]] = []
        for at in names:
            text = self.lines[at].text
            joined = bool(groups) and self.lines[groups[-1][-1]].text.endswith((",", "-", "–", " VÀ", " CỦA"))
            if not groups or (words.heads_body(text) and not joined):
                groups.append([at])
            else:
                groups[-1].append(at)
        bold = {at: _is_bold(self.lines[at]) for at in names}
        if names and bold[names[-1]] and not bold[names[0]]:
            first = next(at for at in names if bold[at])
            groups = [[at for at in names if at < first], [at for at in names if at >= first]]
        for place, group in enumerate(groups):
            for at in group:
                self.roles[at] = Role.ISSUER if place == len(groups) - 1 else Role.PARENT

    def title(self, foot: int) -> int:
        """The subject below the kind; gives the index at which the rest begins."""
        if self.kind_at is None:
            last = max((at for at, role in self.roles.items() if at < foot and role is not Role.TABLE), default=-1)
            return last + 1
        after = self.kind_at + 1
        seen = 0
        for at in (at for at in self.flow if self.kind_at < at < foot):
            line = self.lines[at]
            text = line.text
            if words.RULER.fullmatch(text):
                self.roles[at] = Role.RULER
            elif self._ends_title(line, seen):
                break
            else:
                self.roles[at] = Role.SUBJECT
                seen += 1
            after = at + 1
        return after

    def _ends_title(self, line: Line, seen: int) -> bool:
        text = line.text
        if line.column is not Column.FULL or label_of(text) or len(text) > _LONGEST_SUBJECT:
            return True
        if fold(text).startswith("kinh gui") or words.BASIS.match(text) or words.is_operative(text):
            return True
        if line.format is None:
            return seen > 0 or words.opens_body(text)
        centred = line.format.alignment == "center"
        if seen == 0:
            return words.opens_body(text) and not (centred or _is_bold(line))
        authority = is_caps(text) and (words.heads_body(text) or words.is_office(text))
        return authority or not centred

    def addressees(self, start: int, foot: int) -> int:
        """ "Kính gửi" and the list below it."""
        label = next((at for at in self.flow if at < foot and self._addresses(at)), None)
        if label is None or label > start + 3:
            return start
        self.roles[label] = Role.ADDRESS_LABEL
        open_list = not self.lines[label].text.partition(":")[2].strip() or self.lines[label].text.endswith((";", ","))
        after = label + 1
        for at in (at for at in self.flow if label < at < foot):
            text = self.lines[at].text
            dashed = self.lines[at].listed
            if not (dashed or (open_list and len(text) <= _PROSE)):
                break
            self.roles[at] = Role.ADDRESSEE
            open_list = text.endswith((";", ","))
            after = at + 1
            if dashed and text.endswith("."):
                break
        return after

    def _addresses(self, at: int) -> bool:
        """ "Kính gửi", and in a telegram "… điện:"."""
        text = fold(self.lines[at].text)
        return text.startswith("kinh gui") or (self.kind == "công điện" and text.endswith(" dien:"))

    def body(self, start: int, foot: int) -> None:
        """Bases, headings and running text."""
        opening = True
        for at in (at for at in self.flow if start <= at < foot and at not in self.roles):
            line = self.lines[at]
            text = line.text
            label = label_of(text)
            if words.is_operative(text):
                self.roles[at] = Role.OPERATIVE
                opening = False
            elif opening and words.BASIS.match(text):
                self.roles[at] = Role.BASIS
            elif opening and is_caps(text) and (words.heads_body(text) or words.is_office(text)) and label is None:
                self.roles[at] = Role.AUTHORITY
            elif label and label.rank <= Rank.ROMAN:
                self.roles[at] = Role.HEADING
                opening = False
            else:
                opening = opening and words.RULER.fullmatch(text) is not None
                self.roles[at] = Role.RULER if words.RULER.fullmatch(text) else Role.BODY
        self._running_bases()

    def _running_bases(self) -> None:
        """One sentence that begins with "Căn cứ" and goes on to the order itself is no list of bases."""
        bases = [at for at, role in self.roles.items() if role is Role.BASIS]
        if not bases:
            return
        formal = self.kind in ("quyết định", "nghị quyết", "quy chế", "quy định", "chỉ thị") and len(bases) > 0
        last = self.lines[bases[-1]].text
        if last.endswith(":") or (not formal and len(bases) == 1 and not last.endswith(";")):
            self.roles[bases[-1]] = Role.BODY

    def annexes(self, end: int) -> None:
        """What follows the foot: annexes with their label, title and note."""
        awaited: Role | None = None
        for at in (at for at in self.flow if at >= end and at not in self.roles):
            line = self.lines[at]
            text = line.text
            if _is_annex_label(line):
                self.roles[at] = Role.ANNEX_LABEL
                awaited = Role.ANNEX_TITLE
            elif awaited and text.startswith("("):
                self.roles[at] = Role.ANNEX_NOTE
            elif awaited and (is_caps(text) or _is_centred(line)) and not label_of(text):
                self.roles[at] = Role.ANNEX_TITLE
            else:
                self.roles[at] = Role.ANNEX_TEXT
                awaited = None


def _is_annex_label(line: Line) -> bool:
    match = words.ANNEX.fullmatch(fold(line.text))
    if match is None or not fold(line.text).startswith("phu luc") or len(line.text) > 200:
        return False
    rest = match["rest"]
    own_line = not rest or is_caps(line.text)
    return own_line and (line.format is None or _is_centred(line) or line.new_page or is_caps(line.text) or not rest)


def _is_centred(line: Line) -> bool:
    return line.format is not None and line.format.alignment == "center"


def _is_bold(line: Line) -> bool:
    worded = [piece for piece in line.pieces if any(char.isalnum() for char in piece.text)]
    return bool(worded) and all(piece.format.bold for piece in worded)
