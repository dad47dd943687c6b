"""
Compile what people edit in ``seeds/`` into what the package loads from ``attribution/data/``.

    python seeds/compile.py            write the data
    python seeds/compile.py --check    fail if the data is not what the seeds say
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attribution.sources.registry import index_records
from attribution.sources.states import is_capitals, pieces_of

SEEDS = Path(__file__).parent
DATA = SEEDS.parent / "attribution" / "data"
VOWELS = "aeiou"
DOUBLING = frozenset(
    "admit ban beg bet commit concur confer chat compel control deter dub quip jab plan plot"
    " prod rap refer regret rub sum tap tip tut quiz transmit submit permit omit rebut spat".split()
)
"""Verbs whose last consonant doubles: the rule needs their stress, which spelling does not show."""


def lines(path: Path) -> Iterator[str]:
    """Entries of a seed file, without comments and blank lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def rows(name: str) -> list[list[str]]:
    """A tab-separated seed file."""
    return [line.split("\t") for line in lines(SEEDS / f"{name}.tsv")]


def inflect(verb: str, irregular: dict[str, list[str]]) -> dict[str, list[str]]:
    """
    The forms of a verb, by what the grammar asks of them.

    >>> inflect("deny", {})
    {'finite': ['deny', 'denies', 'denied'], 'participle': ['denying'], 'past': ['denied']}
    """
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        third = verb[:-1] + "ies"
    else:
        third = verb + "s"
    if verb.endswith("ie"):
        stem_ing = verb[:-2] + "y"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        stem_ing = verb[:-1]
    else:
        stem_ing = verb
    stem_ed = verb
    if verb in DOUBLING:
        stem_ing = stem_ed = verb + verb[-1]
    if verb in irregular:
        past = irregular[verb]
    elif stem_ed.endswith("e"):
        past = [stem_ed + "d"]
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        past = [verb[:-1] + "ied"]
    else:
        past = [stem_ed + "ed"]
    if verb.endswith("el") and verb in ("label", "counsel", "travel", "quarrel", "cancel"):
        past = [*past, verb + "led"]
    finite = list(dict.fromkeys([verb, third, *past]))
    return {"finite": finite, "participle": [stem_ing + "ing"], "past": past}


def compile_cues() -> dict[str, Any]:
    """Cue verbs by form, and cue phrases."""
    irregular = {verb: forms.split() for verb, forms in rows("irregular_verbs")}
    verbs: list[dict[str, Any]] = []
    for lemma, finite, participle, kind, stance in rows("cue_verbs"):
        verbs.append(
            {
                "lemma": lemma,
                "forms": inflect(lemma, irregular),
                "finite": finite.split() if finite != "-" else [],
                "participle": participle.split() if participle != "-" else [],
                "kind": kind,
                "stance": stance,
            }
        )
    phrases = [
        {"frame": row[0], "phrase": row[1], "kind": row[2], "stance": row[3]}
        for row in rows("cue_phrases")
    ]
    past = {form for forms in irregular.values() for form in forms}
    past.update(form for verb in verbs for form in verb["forms"]["past"])
    return {"verbs": verbs, "phrases": phrases, "past_forms": sorted(past)}


def compile_lists() -> dict[str, Any]:
    """Every other list, under its file's name."""
    lists: dict[str, Any] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        lists[path.stem] = list(lines(path))
    for path in sorted(SEEDS.glob("*.tsv")):
        if path.stem not in ("cue_verbs", "cue_phrases", "irregular_verbs", "outlet_senses"):
            lists[path.stem] = rows(path.stem)
    lists["places"] = records("places")
    return lists


def records(name: str) -> list[dict[str, Any]]:
    """A seed file with an object a line."""
    return [json.loads(line) for line in lines(SEEDS / f"{name}.jsonl")]


def compile_registry() -> dict[str, Any]:
    """Where to find records, what makes those of states, and what names mean besides."""
    senses = {
        name: [[] if words == "-" else words.split() for words in around]
        for name, *around in rows("outlet_senses")
    }
    entries = [*records("outlets"), *records("governments")]
    return {
        "ids": [entry["id"] for entry in entries],
        "starts": index_records(entries),
        "states": compile_states(),
        "senses": senses,
    }


def compile_states() -> dict[str, Any]:
    """States, their parts, and all names of both."""
    places, parts = records("places"), records("government_parts")
    unions = {place["id"]: place["record"] for place in places if "record" in place}
    nouns = {noun: part["id"] for part in parts for noun in nouns_of(part)}
    return {
        "states": {
            place["id"]: {
                "name": place["name"],
                "adjective": place["adjectives"][0],
                "aliases": place["aliases"],
            }
            for place in places
            if place["id"] not in unions
        },
        "parts": {part["id"]: {"kind": part["kind"], "name": part["name"]} for part in parts},
        "nouns": {" ".join(pieces_of(noun)): part for noun, part in nouns.items()},
        "places": compile_places(places),
        "unions": unions,
    }


def nouns_of(part: dict[str, Any]) -> Iterator[str]:
    """
    What a part of a state is called, in lower case.

    >>> list(nouns_of({"topics": ["health"], "nouns": ["moh"]}))
    ['health ministry', 'ministry of health', 'health department', 'department of health', 'moh']
    """
    for topic in part.get("topics", ()):
        for body in ("ministry", "department"):
            yield f"{topic} {body}"
            yield f"{body} of {topic}"
    yield from part["nouns"]


def compile_places(places: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """
    Names of states, in lower case and pieces: codes, form, whether shared, whether capitals.

    Shared is what several states are called, a region besides, or what a place's record
    lists as such.
    """
    named: dict[str, list[Any]] = {}

    def add(name: str, id: str, form: str, *, is_shared: bool = False) -> None:
        key = " ".join(pieces_of(name.removeprefix("the "))).casefold()
        known = named.setdefault(key, [[], form, 0, int(is_capitals(name))])
        known[0] = list(dict.fromkeys([*known[0], id]))
        known[2] = int(known[2] or is_shared or len(known[0]) > 1)

    for place in places:
        shared = set(place.get("shared", ()))
        forms = (
            ("name", [place["name"], *place["aliases"]]),
            ("capital", [place["capital"]] if place["capital"] else []),
            ("metonym", place["metonyms"]),
            ("people", place["people"]),
            ("adjective", place["adjectives"]),
        )
        for form, names in forms:
            for name in names:
                add(name, place["id"], form, is_shared=name in shared)
    for name in lines(SEEDS / "us_states.txt"):
        add(name, "US", "region")
    return named


def compile_all() -> dict[str, str]:
    """Contents of every data file by name."""
    parts: dict[str, Any] = {
        "cues.json": compile_cues(),
        "lists.json": compile_lists(),
        "registry.json": compile_registry(),
    }
    files = {
        name: json.dumps(part, ensure_ascii=False, separators=(",", ":")) + "\n"
        for name, part in parts.items()
    }
    lines = [
        json.dumps(entry, ensure_ascii=False)
        for entry in (*records("outlets"), *records("governments"))
    ]
    files["registry.jsonl"] = "\n".join(lines) + "\n"
    digests = {
        name: hashlib.sha256(text.encode("utf-8")).hexdigest() for name, text in files.items()
    }
    files["manifest.json"] = json.dumps(digests, indent=1) + "\n"
    return files


def differing(files: dict[str, str]) -> Iterable[str]:
    """Names of data files that are not what the seeds say."""
    for name, text in files.items():
        path = DATA / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield name


def main(arguments: list[str]) -> int:
    """Write, or check."""
    files = compile_all()
    stale = list(differing(files))
    if "--check" in arguments:
        if stale:
            sys.stderr.write(
                f"not what seeds/ says: {', '.join(stale)}; run {Path(__file__).name}\n"
            )
        return bool(stale)
    DATA.mkdir(exist_ok=True)
    for name in stale:
        (DATA / name).write_text(files[name], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
