"""Names from other scripts, however they are written."""

from __future__ import annotations

import pytest

from attribution.sources.transliteration import romanised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Sergei", "Sergey", id="i and y at the end"),
        pytest.param("Zelensky", "Zelenskyy", id="y and yy"),
        pytest.param("Zelensky", "Zelenskiy", id="y and iy"),
        pytest.param("Chavushoglu", "Çavuşoğlu", id="Turkish letters spelled out"),
        pytest.param("Assad", "al-Assad", id="the Arabic article"),
        pytest.param("Gaddafi", "Qaddafi", id="g and q"),
        pytest.param("Gaddafi", "Kadhafi", id="g and k, dd and dh"),
        pytest.param("Mohammed", "Muhammad", id="Arabic vowels"),
        pytest.param("Khodorkovsky", "Hodorkovskiy", id="kh and h"),
        pytest.param("Zhukov", "Jukov", id="zh and j"),
        pytest.param("Shoigu", "Shoygu", id="i and y inside"),
        pytest.param("Aliyev", "Aliev", id="ye and e"),
        pytest.param("Yeltsin", "Eltsin", id="ye and e at the beginning"),
        pytest.param("Saakashvili", "Saakashwili", id="v and w"),
        pytest.param("Alexei", "Aleksey", id="x and ks"),
        pytest.param("Tymoshenko", "Timoshenko", id="y and i"),
        pytest.param("Nouri", "Nuri", id="ou and u"),
        pytest.param("Milošević", "Miloshevic", id="carons spelled out"),
    ],
)
def test_same_name(one: str, other: str) -> None:
    """Two spellings of one name have the same key."""
    assert romanised(one) == romanised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ivanov", "Ivanova", id="husband and wife"),
        pytest.param("Li", "Lee", id="Li and Lee"),
        pytest.param("Hassan", "Hussein", id="Hassan and Hussein"),
        pytest.param("Martin", "Martinez", id="a longer name"),
        pytest.param("Kim", "Kin", id="another consonant"),
        pytest.param("Chan", "Chen", id="another vowel"),
        pytest.param("Brown", "Braun", id="Brown and Braun"),
        pytest.param("Carter", "Cartier", id="Carter and Cartier"),
        pytest.param("Green", "Greene", id="a silent e"),
        pytest.param("Cole", "Coley", id="e and ey"),
    ],
)
def test_another_name(one: str, other: str) -> None:
    """Names that are merely alike have keys of their own."""
    assert romanised(one) != romanised(other)
