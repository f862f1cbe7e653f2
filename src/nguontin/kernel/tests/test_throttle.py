"""Rate limits count per window, per key, across processes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from nguontin.kernel.errors import TooMany
from nguontin.kernel.models import Throttle
from nguontin.kernel.throttle import count_try, forget_old

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, 3, tzinfo=UTC)
EVERY = timedelta(minutes=10)


def attempt(who: str = "a", at: datetime = AT) -> None:
    count_try("knock", who, limit=3, every=EVERY, at=at)


def test_more_than_the_limit_is_refused_until_the_window_ends() -> None:
    for _ in range(3):
        attempt()
    with pytest.raises(TooMany) as refused:
        attempt()
    assert refused.value.retry_after_s == 7 * 60 + 1
    attempt(who="b")
    attempt(at=AT + timedelta(minutes=7))


def test_keys_give_nobody_away_and_old_windows_go() -> None:
    attempt(who="officer@example.vn")
    assert "officer" not in Throttle.objects.get().key
    assert forget_old(at=AT + timedelta(hours=23)) == 0
    assert forget_old(at=AT + timedelta(hours=25)) == 1


def test_a_try_is_not_counted_where_a_refusal_would_take_it_back() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        attempt()
