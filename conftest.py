"""Fixtures of every test, and the root of the checkout on the path so that tests beside the apps find tests.support."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper

if TYPE_CHECKING:
    from tests.support.scheduling import OneInstallationAtATime
    from tests.support.world import World


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneInstallationAtATime:
    """Share out the tests to the workers."""
    from tests.support.scheduling import OneInstallationAtATime

    return OneInstallationAtATime(config, log)


@pytest.fixture(scope="session", autouse=True)
def emptying_past_guards() -> Iterator[None]:
    """Tests with real transactions empty all tables at their end; on SQLite the guards against DELETE step aside.

    (PostgreSQL empties by TRUNCATE, which row triggers do not see.)
    """
    operations = DatabaseWrapper.ops_class
    emptying = operations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards: list[Any] = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            emptying(self, sql_list)
            for _name, sql in guards:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush)
        yield


@pytest.fixture
def world(db: None) -> World:
    """A small province with one person of every role."""
    from tests.support.world import World

    return World.build()
