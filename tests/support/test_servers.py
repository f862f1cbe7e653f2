"""The servers and the browser that other tests build upon really work."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paho.mqtt.client as mqtt
import psycopg
import pytest

from nguontin.bench.servers.mosquitto import mosquitto
from nguontin.bench.servers.process import ServerUnavailableError, find_program, running
from nguontin.kernel.ports import HOST, free_port
from tests.support.browser import Chromium
from tests.support.optional import started


@pytest.mark.postgres
def test_postgres_answers_and_needs_the_password(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ("",)
    assert encoding == "UTF8"
    user = "postgres://nguontin:"
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres_url.replace(user, user + "x"))


@pytest.mark.mosquitto
def test_mosquitto_carries_a_message(mosquitto_port: int) -> None:
    got: list[bytes] = []
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.on_connect = lambda *_: client.subscribe("xã/loa", qos=1)
    client.on_subscribe = lambda *_: client.publish("xã/loa", "chào", qos=1)
    client.on_message = lambda _client, _data, message: (got.append(message.payload), client.disconnect())
    client.connect(HOST, mosquitto_port)
    client.loop_forever(retry_first_connection=False)
    assert got == ["chào".encode()]


@pytest.mark.mosquitto
def test_mosquitto_comes_back_on_the_same_port() -> None:
    port = free_port()
    for _ in range(2):
        (same,) = started(mosquitto(port=port))
        assert same == port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port), timeout=1)


@pytest.mark.browser
def test_browser_shows_a_page_as_wide_as_asked(browser: Chromium) -> None:
    page = browser.page(width=390)
    page.set_content("<p>Xin chào</p>")
    assert page.inner_text("p") == "Xin chào"
    assert page.evaluate("window.innerWidth") == 390


@pytest.mark.browser
def test_an_error_in_a_page_script_is_noticed(browser: Chromium) -> None:
    browser.page().set_content("<script>throw new Error('hỏng')</script>")
    assert "hỏng" in browser.page_errors.pop()


def test_a_server_that_ends_at_once_gives_its_last_words(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", "echo no such setting; exit 3"]
    with (
        pytest.raises(ServerUnavailableError, match="no such setting"),
        running(command, port=free_port(), log=tmp_path / "log"),
    ):
        pytest.fail("the block must not begin")


@contextmanager
def absent() -> Iterator[None]:
    find_program("no-such-server")
    yield


@pytest.mark.parametrize(("required", "outcome"), [("0", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_a_missing_program_is_a_skip_unless_everything_is_required(
    monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("NGUON_REQUIRE_ALL", required)
    with pytest.raises(outcome, match="no-such-server is not installed"):
        next(started(absent()))
