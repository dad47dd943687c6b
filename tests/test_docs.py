"""The documentation is complete and true."""

from __future__ import annotations

import doctest
import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from textwrap import indent

import click
import pytest
from jsonschema import Draft202012Validator

import attribution
from attribution import errors
from attribution.cli import main
from attribution.document import Document
from attribution.schema import json_schema
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    DiagnosticCode,
    EntityKind,
    Label,
    QuotationKind,
    SourceKind,
    SourceRole,
    Stance,
)

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
COMMANDS = tuple(main.list_commands(click.Context(main)))
WORDS = [
    pytest.param(word, page, id=f"{type(word).__name__} {word}")
    for words, page in (
        (Label, "labels.md"),
        (BlockKind, "data-format.md"),
        (QuotationKind, "data-format.md"),
        (AttributionKind, "data-format.md"),
        (Stance, "data-format.md"),
        (SourceKind, "data-format.md"),
        (SourceRole, "data-format.md"),
        (EntityKind, "data-format.md"),
        (DiagnosticCode, "data-format.md"),
    )
    for word in words
]
TEXT_SUFFIXES = frozenset((".cfg", ".json", ".jsonl", ".md", ".py", ".toml", ".tsv", ".txt"))
BUILT = frozenset(("__pycache__", "build", "dist", "site"))

_FENCE = re.compile(r"^```.*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_OPTION = re.compile(r"`(-[-a-z]+)")
_ELSEWHERE = re.compile(r"(?<![\w.~])/(?:work|root|home|tmp/venv)/|pypi\.org|pythonhosted\.org")


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def read(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands under a heading of the second level."""
    _, _, rest = f"\n{text}".partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0]


def anchors(text: str) -> set[str]:
    """The names that a renderer gives to the headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def fenced(language: str, text: str) -> list[str]:
    """What stands in the fences of a language."""
    return re.findall(rf"^```{language}\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)


def label_examples() -> Iterator[tuple[str, str]]:
    for line in section(read("labels.md"), "Examples").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 3 and cells[1].startswith("`"):
            yield cells[0], cells[1].strip("`")


def project_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        is_ours = not any(
            part.startswith(".") or part in BUILT or part.endswith(".egg-info") for part in parts
        )
        if is_ours and path.suffix in TEXT_SUFFIXES and path.is_file():
            yield path


class TestCommandLine:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_documents_its_options(self, name: str) -> None:
        """Each command has a section that names its options, and no others."""
        command = main.get_command(click.Context(main), name)
        assert command is not None
        options = [p for p in command.params if isinstance(p, click.Option)]

        documented = set(_OPTION.findall(_FENCED.sub("", command_section(name))))

        assert {flag for option in options for flag in option.opts} == documented

    @pytest.mark.parametrize("name", COMMANDS)
    def test_shows_each_at_work(self, name: str) -> None:
        """Each command's section has an example of its use."""
        examples = "".join(_FENCED.findall(command_section(name)))

        assert f"\nattribution {name} " in examples

    @pytest.mark.parametrize("status", ["0", "1", "2", "3", "130"])
    def test_documents_every_exit_status(self, status: str) -> None:
        """The table of exit statuses has every status that the program can end with."""
        assert f"\n| {status} |" in section(read("command-line.md"), "Exit status")


def command_section(name: str) -> str:
    found = section(read("command-line.md"), f"attribution {name}")
    assert found, f"docs/command-line.md has no section about {name}"
    return found


class TestVocabulary:
    @pytest.mark.parametrize(("word", "page"), WORDS)
    def test_documents_every_word(self, word: Enum, page: str) -> None:
        """Each word that can stand in a record is explained on the page about it."""
        assert f"`{word.value}`" in read(page)

    @pytest.mark.parametrize(("text", "label"), list(label_examples()))
    def test_labels_examples_as_documented(self, text: str, label: str) -> None:
        """Each example on the page about labels gets the label that it is an example of."""
        sentences = attribution.annotate(text).sentences

        assert [label] == [sentence.label.value for sentence in sentences]

    def test_has_examples_of_every_label(self) -> None:
        """No label is without an example."""
        assert {label.value for label in Label} == {label for _, label in label_examples()}


class TestErrors:
    @pytest.mark.parametrize("name", errors.__all__)
    def test_documents_every_error(self, name: str) -> None:
        """The page about errors names each class."""
        assert f"`{name}`" in read("errors.md")

    def test_draws_the_tree_of_the_module(self) -> None:
        """The tree on the page is the one in the module that defines it."""
        (tree,) = fenced("text", read("errors.md"))

        assert indent(tree, "    ") in (errors.__doc__ or "")


class TestNames:
    @pytest.mark.parametrize("name", attribution.__all__)
    def test_documents_every_public_name(self, name: str) -> None:
        """Each name that the package offers stands somewhere in the documentation."""
        assert any(f"`{name}`" in page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))

    @pytest.mark.parametrize(
        "module",
        sorted(
            path.stem
            for path in (ROOT / "attribution").iterdir()
            if path.suffix == ".py" or (path / "__init__.py").exists()
            if path.stem != "__init__"
        ),
    )
    def test_places_every_module(self, module: str) -> None:
        """Each module and folder of the package has its row in the table of dependencies."""
        rows = section(read("architecture.md"), "Dependencies")

        assert 1 == len(re.findall(rf"^\| \d \|.*`{module}`", rows, re.MULTILINE))


class TestDataFormat:
    def test_shows_a_valid_record(self) -> None:
        """The example of a record validates against the schema, and reads back as it is."""
        (example,) = fenced("json", read("data-format.md"))
        record = json.loads(example)

        Draft202012Validator(json_schema()).validate(record)

        assert record == json.loads(Document.from_dict(record).to_json())

    def test_documents_every_field(self) -> None:
        """Each field of each object of the schema is in the table about that object."""
        schema = json_schema()
        objects = {"Document": schema, **schema["$defs"]}
        headings = {"Diagnostic": "Diagnostics", "Span": "Offsets"}

        undocumented = [
            f"{name}.{key}"
            for name, definition in objects.items()
            for key in definition["properties"]
            if not re.search(
                rf'["`]{key}["`]', section(read("data-format.md"), headings.get(name, name))
            )
        ]

        assert [] == undocumented


class TestPages:
    @pytest.mark.parametrize(
        "page", [p for p in PAGES if ">>> " in p.read_text(encoding="utf-8")], ids=page_id
    )
    def test_runs_every_example(
        self, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The examples of a page, run from top to bottom, give what they show."""
        monkeypatch.chdir(tmp_path)
        # A fence would be taken for output; an empty line keeps the line numbers.
        examples = _FENCE.sub("", page.read_text(encoding="utf-8"))
        test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
        report: list[str] = []

        results = doctest.DocTestRunner().run(test, out=report.append)

        assert 0 == results.failed, "".join(report)
        assert results.attempted

    @pytest.mark.parametrize("page", PAGES, ids=page_id)
    def test_links_lead_somewhere(self, page: Path) -> None:
        """Each relative link leads to a file of the project, and to a heading in it."""
        links = _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
        broken = []
        for link in links:
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / path) if path else page
            if not target.exists() or (
                anchor and anchor not in anchors(target.read_text(encoding="utf-8"))
            ):
                broken.append(link)

        assert [] == broken

    def test_leave_out_where_they_were_written(self) -> None:
        """No file of the project names a folder of one machine or the host of a package index."""
        found = [
            f"{path.relative_to(ROOT).as_posix()}: {match[0]}"
            for path in project_files()
            for match in _ELSEWHERE.finditer(path.read_text(encoding="utf-8", errors="replace"))
        ]

        assert [] == found
