"""Numbers in Vietnamese words: northern reading (linh, nghìn), with mốt, tư and lăm where they belong."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")  # within a group of nine digits; above it counts tỷ
LONGEST = 18  # digits; longer ones are read one by one


def read_number(digits: str) -> str:
    """Read a whole number: "1005" → "một nghìn không trăm linh năm". Leading zeros do not sound."""
    digits = digits.lstrip("0")
    if not digits:
        return DIGITS[0]
    if len(digits) > LONGEST:
        return read_digits(digits)
    billions, rest = digits[:-9], digits[-9:]
    if not billions:
        return _read_nine(rest, leading=True)
    words = [_read_nine(billions, leading=True), "tỷ"]
    if int(rest):
        words.append(_read_nine(rest, leading=False))
    return " ".join(words)


def read_digits(digits: str) -> str:
    """Read digit by digit: "115" → "một một năm"."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def read_padded(digits: str) -> str:
    """Read a number whose leading zeros are part of its name, as in a document number: "05" → "không năm"."""
    zeros = len(digits) - len(digits.lstrip("0")) if int(digits) else len(digits) - 1
    return " ".join([DIGITS[0]] * zeros + [read_number(digits)])


def read_decimal(whole_part: str, fraction: str) -> str:
    """Read "3", "25" → "ba phẩy hai mươi lăm"; long fractions and those with leading zeros digit by digit."""
    by_digit = fraction.startswith("0") or len(fraction) > 3
    return f"{read_number(whole_part)} phẩy {read_digits(fraction) if by_digit else read_number(fraction)}"


def _read_nine(digits: str, *, leading: bool) -> str:
    """Up to nine digits in groups of three; `leading` when nothing is spoken before them."""
    width = -(-len(digits) // 3) * 3
    padded = digits.zfill(width)
    words: list[str] = []
    for position in range(0, width, 3):
        group = padded[position : position + 3]
        if group == "000":
            continue
        words.append(_read_three(group, leading=leading and not words))
        scale = SCALES[(width - position) // 3 - 1]
        if scale:
            words.append(scale)
    return " ".join(words)


def _read_three(group: str, *, leading: bool) -> str:
    """Three digits, not all zero; a leading group does not name its missing hundreds."""
    hundreds, tens, ones = (int(digit) for digit in group)
    words = [DIGITS[hundreds], "trăm"] if hundreds or not leading else []
    if tens == 0 and ones and words:
        words += ["linh", "tư" if ones == 4 else DIGITS[ones]]
    elif tens == 0 and ones:
        words.append(DIGITS[ones])
    elif tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
        words += _ones_after_tens(tens, ones)
    return " ".join(words)


def _ones_after_tens(tens: int, ones: int) -> list[str]:
    if ones == 0:
        return []
    if ones == 5:
        return ["lăm"]
    if tens > 1 and ones in (1, 4):
        return ["mốt" if ones == 1 else "tư"]
    return [DIGITS[ones]]
