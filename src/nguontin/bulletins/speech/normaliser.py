"""Written announcements into words to be spoken (Vietnamese); the rules live in the modules by use case.

Each rule sees the text with everything masked that earlier rules have claimed, so that lengths and offsets stay and no
rule reads another's words. The number of passes over the text is the number of rules: time grows with its length.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from nguontin.bulletins.speech import codes, contacts, dates, measures, roman, times, words
from nguontin.bulletins.speech.spoken import Claim, Piece, Rule, Spoken, whole

MASK = "\ue000"  # a private-use character: cleaning removes it from what people write
ROUNDS = 6  # a later rule may free the word beside it ("5UBND"): once more, until nothing changes
RULES: tuple[Rule, ...] = (
    *contacts.RULES,
    *codes.RULES,
    words.END_OF_PAPER,
    words.OUTLINE,
    *dates.RULES,
    *times.RULES,
    words.BULLET,
    *measures.RULES,
    *roman.RULES,
    words.LEFTOVER,
    *words.RULES,
)
ENDS_SENTENCE = (".", "!", "?", ":", ";", "…")
KNOWN_NUMBER = re.compile(f"[{words.NUMERIC}]")
OPENING = "(“«"
FOLLOWING = ",.;:!?…)”»"
CLOSING = "\"'”’»)"


def normalise(text: str, *, language: str = "vi", lexicon: Mapping[str, str] | None = None) -> Spoken:
    """Read `text` as an announcer would. `lexicon` (written → spoken) goes before all rules and may itself hold digits.

    Languages other than Vietnamese come back with their white space tidied and no pieces.
    """
    written = _clean(text)
    if language != "vi":
        return Spoken(_tidy_spaces(written), (), written)
    rules = (*_lexicon_rules(lexicon or {}), *RULES)
    pieces = _pieces(written, rules)
    return Spoken(_settled(_tidy(_joined(written, pieces))), pieces, written)


def _settled(text: str) -> str:
    """Read the result again until it stays: tidied spaces can bring signs together that mean something ("- -5")."""
    for _ in range(ROUNDS):
        again = _tidy(_joined(text, _pieces(text, RULES)))
        if again == text:
            break
        text = again
    return text


def _pieces(written: str, rules: Sequence[Rule]) -> tuple[Piece, ...]:
    masked = written
    pieces: list[Piece] = []
    for _ in range(ROUNDS):
        known = len(pieces)
        for rule in rules:
            claims = [claim for match in rule.pattern.finditer(masked) if (claim := rule.read(match))]
            pieces += [
                Piece(claim.start, claim.end, written[claim.start : claim.end], claim.spoken.strip(), rule.name)
                for claim in claims
            ]
            masked = _masked(masked, claims)
        if len(pieces) == known:
            break
    return tuple(sorted(pieces, key=lambda piece: piece.start))


def _masked(text: str, claims: Sequence[Claim]) -> str:
    if not claims:
        return text
    parts, at = [], 0
    for claim in claims:
        parts += [text[at : claim.start], MASK * (claim.end - claim.start)]
        at = claim.end
    return "".join([*parts, text[at:]])


def _lexicon_rules(lexicon: Mapping[str, str]) -> tuple[Rule, ...]:
    entries = {_clean(written): normalise(spoken).text for written, spoken in lexicon.items() if written.strip()}
    if not entries:
        return ()
    names = "|".join(re.escape(name) for name in sorted(entries, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    return (Rule("lexicon", pattern, lambda match: whole(match, entries[match[0]])),)


def _joined(written: str, pieces: Iterable[Piece]) -> str:
    """Put the spoken words in; what was claimed always stands apart from the letters around it."""
    parts, at = [], 0
    for piece in pieces:
        opened = piece.start > 0 and written[piece.start - 1] in OPENING
        before = "" if opened or piece.spoken.startswith(tuple(FOLLOWING)) else " "
        after = "" if written[piece.end : piece.end + 1] in FOLLOWING else " "
        parts += [written[at : piece.start], before, piece.spoken, after]
        at = piece.end
    return "".join([*parts, written[at:]])


def _clean(text: str) -> str:
    """NFC; invisible characters go, control and private ones become spaces; line ends become one kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = []
    for sign in text:
        category = unicodedata.category(sign)
        if category in ("Cf", "Cs"):
            continue
        if category == "Nd":
            sign = str(unicodedata.digit(sign))  # noqa: PLW2901 - digits of other scripts become ours
        unreadable = category in ("Nl", "No") and not KNOWN_NUMBER.match(sign)
        kept.append(" " if unreadable or (category in ("Cc", "Co", "Cn", "Zs") and sign != "\n") else sign)
    return unicodedata.normalize("NFC", "".join(kept))


def _tidy_spaces(text: str) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def _tidy(text: str) -> str:
    """Spaces and stops: a heading or bullet ends like a sentence, a line broken inside a sentence goes on."""
    text = re.sub(r" +", " ", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    done: list[str] = []
    blank = False
    for line in (line.strip() for line in text.split("\n")):
        if not any(sign.isalnum() for sign in line):
            blank = True
            continue
        if done and not blank and line[0].islower() and not _is_complete(done[-1]):
            done[-1] = f"{done[-1]} {line}"
        else:
            if done and not _is_complete(done[-1]):
                done[-1] = done[-1].rstrip(", ") + "."
            done.append(line)
        blank = False
    return unicodedata.normalize("NFC", "\n".join(done))


def _is_complete(line: str) -> bool:
    return line.rstrip(CLOSING).endswith(ENDS_SENTENCE)
