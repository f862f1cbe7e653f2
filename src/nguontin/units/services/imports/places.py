"""Units named in a table's rows."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer
from nguontin.units.selectors import province_of, resolve_unit


class Places:
    """Units by official code or printed name, each looked up once, within what the viewer may manage."""

    def __init__(self, by: Viewer, kinds: Collection[str] = ()) -> None:
        self._by, self._kinds = by, kinds
        home = Unit.objects.filter(pk=by.home or 0).first()
        self._near = province_of(home) if home else None
        self._known: dict[str, Unit] = {}

    def find(self, printed: str) -> Unit:
        """The unit; raises DomainError with a sentence for the row when it is unknown or out of reach."""
        if printed not in self._known:
            self._known[printed] = self._look_up(printed)
        return self._known[printed]

    def _look_up(self, printed: str) -> Unit:
        # A spreadsheet program drops the leading nought of 01273.
        by_code = Unit.objects.filter(code__in=[printed, printed.zfill(5)], valid_to=None) if printed else ()
        units = tuple(by_code) or (resolve_unit(printed, near=self._near) if self._near else ())
        if len(units) != 1 or (self._kinds and units[0].kind not in self._kinds):
            raise DomainError("row_unit", _("Không rõ đơn vị “%(name)s”.") % {"name": printed})
        if not self._by.may(Ability.PEOPLE, units[0]):
            raise DomainError("row_scope", _("“%(name)s” nằm ngoài phạm vi bạn quản lý.") % {"name": printed})
        return units[0]
