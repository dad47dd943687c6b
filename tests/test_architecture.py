"""
Modules import downward, siblings are blind to each other, and outside libraries stay in their files.

The rows are those of the design; a part is a module of the package or a folder with all in it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import attribution

PACKAGE = Path(attribution.__file__).parent

PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"
ROWS = tuple(
    tuple(re.findall(r"`(\w+)`", modules))
    for modules in reversed(
        re.findall(r"^\| \d \| (.*?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    )
)
"""From the bottom up, as the page on the architecture has them: a part imports from the rows
below its own, and from its row where that is said."""
WITHIN_A_ROW = {
    ("__main__", "cli"): "python -m attribution is the command line",
    ("analysis", "document"): "what stages hand on is made of the result's types",
    ("analysis", "words"): "a passage holds its words",
    ("schema", "codec"): "the schema carries the version of the format",
    ("default", "annotator"): "the shared annotator is one",
    ("annotator", "engines"): "an annotator has one",
    ("annotator", "workers"): "pipe hands its batches to them",
}
UPWARD = {
    ("document", "codec"): "a document's to_dict, to_json and from_dict are doors",
    ("document", "integrations"): "a document's to_spacy is a door",
}
"""Function-level imports of a higher row, each with its reason."""
ROOT_READERS = {
    ("annotator", "__version__"): "a document says which version made it",
    ("cli", "__version__"): "attribution --version",
}
"""Functions may ask the root for these names; see `test_the_root_is_asked_for_little`."""
LIBRARIES = {
    "attrs": {part for row in ROWS for part in row},
    "cattrs": {"codec"},
    "click": {"cli"},
    "conllu": {"evaluation.chains"},
    "jsonlines": {"jsonl", "cli.annotate"},
    "numpy": {"encoder", "training"},
    "onnx": {"training.export", "training.graph"},
    "onnxruntime": {"encoder.session"},
    "rich": {"cli.view"},
    "safetensors": {"training.network"},
    "scorch": {"evaluation.coreference"},
    "spacy": {"words", "relations.cues", "labels.opinion", "integrations.spacy"},
    "tokenizers": {"encoder.pieces"},
    "tomli": {"training.config"},
    "torch": {"training"},
}
"""Which outside library may be met where, by part or by module."""
SPACY_PARTS = {
    "spacy.attrs",
    "spacy.lang.en",
    "spacy.matcher",
    "spacy.tokens",
    "spacy.language",
    "spacy.tokenizer",
}
"""spaCy cuts words and matches phrases; none of its pipelines or models is ours."""


class Import(NamedTuple):
    """One imported name, and where."""

    module: str
    """The importing module without the package's name; empty for the root."""
    target: str
    """The imported module, in full."""
    name: str
    """What is imported from it; empty for the module itself."""
    in_function: bool


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imports_in(node: ast.AST, module: str, *, in_function: bool = False) -> Iterator[Import]:
    """The imports that run: those for the type checker alone are left out."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(module, alias.name, "", in_function)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{module} has a relative import"
        for alias in node.names:
            yield Import(module, node.module or "", alias.name, in_function)
    inside = in_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    children = node.orelse if isinstance(node, ast.If) and is_type_checking(node) else None
    for child in ast.iter_child_nodes(node) if children is None else children:
        yield from imports_in(child, module, in_function=inside)


def all_imports() -> Iterator[Import]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from imports_in(tree, ".".join(parts))


IMPORTS = sorted(set(all_imports()))
OURS = [each for each in IMPORTS if each.target.partition(".")[0] == "attribution"]
ROW_OF = {part: number for number, row in enumerate(ROWS) for part in row}


def parts_of(each: Import) -> tuple[str, str]:
    """The importing part and the imported one; the root is the empty string."""
    target = each.target.split(".")[1:]
    if not target and (PACKAGE / each.name).exists() | (PACKAGE / f"{each.name}.py").exists():
        target = [each.name] if each.name else []
    return each.module.partition(".")[0], target[0] if target else ""


def is_downward(each: Import) -> bool:
    part, target = parts_of(each)
    if part == target or (part, target) in WITHIN_A_ROW:
        return True
    if each.in_function and (part, target) in UPWARD:
        return True
    return ROW_OF[target] < ROW_OF[part]


def test_every_part_has_a_row() -> None:
    """A new module or folder is put into the table when it is made."""
    parts = {
        path.stem
        for path in PACKAGE.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }

    assert parts == set(ROW_OF)


@pytest.mark.parametrize(
    "each",
    [each for each in OURS if each.module and parts_of(each)[1]],
    ids=lambda each: f"{each.module} from {each.target} import {each.name}",
)
def test_imports_point_downward(each: Import) -> None:
    """A module imports from lower rows; stages never import each other."""
    assert is_downward(each)


def test_the_root_imports_nothing_at_once() -> None:
    """The public names are loaded when they are used."""
    assert [] == [each for each in OURS if each.module == ""]


def test_the_root_is_asked_for_little() -> None:
    """Only from inside functions, and below the command line only for the version."""
    asked = [each for each in OURS if each.module and not parts_of(each)[1]]

    assert all(each.in_function for each in asked)
    assert {(part, each.name) for each in asked if (part := parts_of(each)[0]) != "cli"} == {
        reader for reader in ROOT_READERS if reader[0] != "cli"
    }


@pytest.mark.parametrize("exception", [*WITHIN_A_ROW, *UPWARD], ids=" imports ".join)
def test_no_exception_outlives_its_use(exception: tuple[str, str]) -> None:
    """An exception from the table that nobody makes use of is taken out of it."""
    assert exception in {parts_of(each) for each in OURS}


def test_outside_libraries_stay_in_their_files() -> None:
    """Each outside library is met where the table says, and no others are met at all."""
    # Python 3.10 has tomllib under the name of tomli.
    inside = sys.stdlib_module_names | {"attribution", "tomllib"}
    met = {
        (library, each.module)
        for each in IMPORTS
        if (library := each.target.partition(".")[0]) not in inside
    }
    strangers = {
        (library, module)
        for library, module in met
        if not {module, module.partition(".")[0]} & LIBRARIES.get(library, set())
    }

    assert set() == strangers
    assert set(LIBRARIES) == {library for library, _ in met}


def test_of_spacy_only_words_and_matchers() -> None:
    """No pipeline and no model of spaCy is loaded anywhere."""
    used = {each.target for each in IMPORTS if each.target.partition(".")[0] == "spacy"}

    assert used <= SPACY_PARTS
