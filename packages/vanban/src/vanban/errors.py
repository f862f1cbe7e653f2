"""The one error of reading and checking."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file that cannot be read. ``code`` is for programs, ``message_vi`` says to people what is wrong and what to do.

    Codes: ``unknown_type``, ``empty``, ``too_large``, ``encrypted``, ``corrupt``, ``zip_bomb``, ``forbidden_xml``,
    ``no_text`` (nothing to read), ``not_text``, ``old_word`` (.doc, .rtf), ``no_paper`` (a letter, an archive or an
    envelope without a paper in it), ``no_ocr`` (Tesseract or its Vietnamese is missing), ``ocr_failed`` (it crashed or
    took too long), ``not_docx`` (only a .docx can be corrected).
    """

    def __init__(self, code: str, message_vi: str) -> None:
        super().__init__(f"{code}: {message_vi}")
        self.code = code
        self.message_vi = message_vi
