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
        if path.stem not in ("cue_verbs", "cue_phrases", "irregular_verbs"):
            lists[path.stem] = rows(path.stem)
    lists["places"] = [json.loads(line) for line in lines(SEEDS / "places.jsonl")]
    return lists


def compile_registry() -> list[Any]:
    """The registry, one record a line."""
    return [json.loads(line) for line in lines(SEEDS / "outlets.jsonl")]


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
