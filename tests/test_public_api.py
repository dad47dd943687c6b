"""What the package shows is what it promises."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pkgutil import walk_packages
from types import ModuleType

import pytest

import attribution

PUBLIC = [
    "Annotator",
    "Attribution",
    "AttributionError",
    "Block",
    "Diagnostic",
    "Document",
    "Entity",
    "Evidence",
    "EvidenceKind",
    "Label",
    "Provenance",
    "Quotation",
    "Sentence",
    "Source",
    "Span",
    "__version__",
    "annotate",
    "load",
]
TRAINS = find_spec("torch") is not None
"""Whether the extra "train" is installed, without which its modules cannot be imported."""
MODULES = [
    module
    for found in walk_packages(attribution.__path__, "attribution.")
    if not found.name.endswith("__main__")
    and (TRAINS or not found.name.startswith("attribution.training."))
    and len(ast.parse(inspect.getsource(module := import_module(found.name))).body) > 1
]
"""All that can be imported, but those that hold no more than a docstring."""


def test_the_public_names() -> None:
    """A name is added to the root, or taken from it, on purpose."""
    assert PUBLIC == attribution.__all__


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there(name: str) -> None:
    """A promised name can be had, and has a docstring of its own."""
    value = getattr(attribution, name)

    assert isinstance(value, str) or inspect.getdoc(value)


def test_dir_shows_the_public_names() -> None:
    """Completion in a shell offers what is promised, loaded or not."""
    assert set(PUBLIC) <= set(dir(attribution))
    assert sorted(dir(attribution)) == dir(attribution)


def test_another_name_is_an_attribute_error() -> None:
    """A name that is not there is said as for any module."""
    with pytest.raises(AttributeError, match="'attribution' has no attribute 'moon'"):
        _ = attribution.moon


def test_version_is_that_of_the_distribution() -> None:
    """The version is written once."""
    assert version("news-attribution") == attribution.__version__


def in_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest, each by the alphabet, as Ruff has it."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


@pytest.mark.parametrize("module", [attribution, *MODULES], ids=lambda module: module.__name__)
def test_all_is_sorted_and_true(module: ModuleType) -> None:
    """Every module says what it offers, in order, once, and has it; and says what it is."""
    names: list[str] = module.__all__

    assert sorted(set(names), key=in_order) == names
    assert all(hasattr(module, name) for name in names)
    assert (module.__doc__ or "").strip()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_is_offered_is_described(module: ModuleType) -> None:
    """Every public function and class has a docstring."""
    offered = [getattr(module, name) for name in module.__all__]

    assert [] == [
        value.__name__
        for value in offered
        if (inspect.isfunction(value) or inspect.isclass(value)) and not value.__doc__
    ]
