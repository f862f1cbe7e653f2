"""Recognising a bulletin in a loudspeaker's recording."""

import numpy as np
import pytest

from nguontin.bulletins.audio import contains, decode_to_pcm, level_and_encode
from nguontin.bulletins.speech import synthesise

ONE = "Kính mời bà con đến nhà văn hóa xóm để họp vào lúc mười chín giờ ba mươi phút tối nay."
OTHER = "Đêm nay khu vực miền núi có mưa to, nguy cơ cao xảy ra lũ quét, bà con không đi qua ngầm tràn."


@pytest.fixture(scope="module")
def bulletins() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two announcements of the same voice as a loudspeaker decodes them, and the first after a second Opus coding."""
    first, second = (level_and_encode(synthesise(text, language="vi")) for text in (ONE, OTHER))
    again, _ = decode_to_pcm(level_and_encode(first.data).data)
    return decode_to_pcm(first.data)[0], decode_to_pcm(second.data)[0], again


@pytest.mark.parametrize("offset", [0, 1, 3, 4_001, 150_002])
@pytest.mark.parametrize("gain_db", [-1, 1])
def test_found_anywhere_at_another_gain(bulletins: tuple[np.ndarray, ...], offset: int, gain_db: int) -> None:
    one, other, again = bulletins
    played = (again * 10 ** (gain_db / 20)).clip(-32768, 32767).astype(np.int16)
    recording = np.concatenate([other, np.zeros(offset, np.int16), played, np.zeros(9_000, np.int16)])
    assert contains(recording, one, 48_000) > 0.85


def test_another_announcement_of_the_same_voice_is_not_taken_for_it(bulletins: tuple[np.ndarray, ...]) -> None:
    one, other, _ = bulletins
    assert contains(np.concatenate([other, other, other]), one, 48_000) < 0.3
    assert contains(one, other, 48_000) < 0.3


def test_half_a_bulletin_is_not_the_bulletin(bulletins: tuple[np.ndarray, ...]) -> None:
    one, other, _ = bulletins
    broken_off = np.concatenate([one[: len(one) // 2], other])
    assert contains(broken_off, one, 48_000) < 0.85


def test_noise_hides_it_only_gradually(bulletins: tuple[np.ndarray, ...]) -> None:
    one, _, _ = bulletins
    noise = np.random.default_rng(1).normal(0, 300, len(one))
    assert contains((one + noise).clip(-32768, 32767).astype(np.int16), one, 48_000) > 0.5


@pytest.mark.parametrize(("large", "small"), [(0, 100), (100, 0), (0, 0), (5_000, 5_000)])
def test_silence_and_nothing_match_nothing(large: int, small: int) -> None:
    assert contains(np.zeros(large, np.int16), np.zeros(small, np.int16), 48_000) == 0.0
