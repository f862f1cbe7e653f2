"""The demo's ear: it finds an announcement that an alarm cut in two, and does not find what is not there."""

from __future__ import annotations

import numpy as np
import pytest

from nguontin.demo.sound_check import RATE, is_there

CUT = 5 * RATE


def noise(seconds: float, seed: int) -> np.ndarray:
    """Speech-loud noise that is like no other seed's."""
    return (np.random.default_rng(seed).normal(0, 3000, round(seconds * RATE))).astype(np.int16)


@pytest.fixture
def announcement() -> np.ndarray:
    return noise(11, seed=1)


def with_alarm(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """A recording in which an alarm sounds between the two."""
    return np.concatenate([noise(2, seed=2), before, noise(7.5, seed=3), after, noise(1, seed=4)])


def test_one_that_sounded_whole_is_found(announcement: np.ndarray) -> None:
    assert is_there(np.concatenate([noise(3, seed=5), announcement]), [announcement])


def test_one_that_was_cut_in_two_is_found_in_parts(announcement: np.ndarray) -> None:
    recording = with_alarm(announcement[:CUT], announcement[CUT:])
    assert not is_there(recording, [announcement])
    assert is_there(recording, [announcement], whole=False)


def test_one_that_was_not_gone_on_with_is_not_found(announcement: np.ndarray) -> None:
    assert not is_there(with_alarm(announcement[:CUT], noise(4, seed=6)), [announcement], whole=False)


def test_another_announcement_is_not_found(announcement: np.ndarray) -> None:
    assert not is_there(noise(30, seed=7), [announcement], whole=False)
