"""Files, directories, patterns and standard input."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from attribution.cli.inputs import find_inputs, read_inputs
from attribution.errors import InputError, InvalidRecordError
from attribution.jsonl import Record


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of articles, from where the tests run."""
    monkeypatch.chdir(tmp_path)
    for name in ("news/b.txt", "news/a.txt", "news/deep/c.TXT", "news/d.jsonl", "news/e.ndjson"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    for name in ("news/notes.md", "news/.hidden.txt", "news/.git/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.usefixtures("news")
class TestFindInputs:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            pytest.param(["news/b.txt", "news/a.txt"], ["news/b.txt", "news/a.txt"], id="as given"),
            pytest.param(["news/notes.md"], ["news/notes.md"], id="a file of any name"),
            pytest.param(["-", "news/a.txt"], ["-", "news/a.txt"], id="standard input"),
            pytest.param(
                ["news"],
                ["news/a.txt", "news/b.txt", "news/d.jsonl", "news/deep/c.TXT", "news/e.ndjson"],
                id="a directory, sorted, hidden files apart",
            ),
            pytest.param(["news/*.txt"], ["news/a.txt", "news/b.txt"], id="a pattern"),
            pytest.param(["**/c.TXT"], ["news/deep/c.TXT"], id="a pattern over directories"),
        ],
    )
    def test_finds(self, given: list[str], expected: list[str]) -> None:
        """Each input stands for files, in order."""
        assert tuple(expected) == find_inputs(given)

    def test_prefers_a_name_to_a_pattern(self) -> None:
        """A file whose name has brackets is that file."""
        Path("news/[a].txt").write_text("")

        assert ("news/[a].txt",) == find_inputs(["news/[a].txt"])

    @pytest.mark.parametrize(
        ("given", "problem"),
        [
            pytest.param(["none.txt"], "none.txt: no such file or directory", id="no such file"),
            pytest.param(["*.xml"], "*.xml: no file matches", id="nothing matches"),
            pytest.param(
                ["empty"],
                "empty: no .txt, .jsonl, .ndjson file in this directory",
                id="an empty directory",
            ),
            pytest.param(
                ["-", "-"], "standard input ('-') can be read only once", id="twice standard input"
            ),
        ],
    )
    def test_says_what_is_missing(self, given: list[str], problem: str) -> None:
        """An input that stands for nothing is an error before any work is done."""
        with pytest.raises(InputError) as raised:
            find_inputs(given)

        assert problem == str(raised.value)

    def test_never_reads_its_own_output(self) -> None:
        """The result of an earlier run is not an input, and naming it as one is an error."""
        out = Path("news/d.jsonl")

        assert "news/d.jsonl" not in find_inputs(["news"], leave_out=[out])
        with pytest.raises(InputError, match="is both input and output"):
            find_inputs(["news/d.jsonl"], leave_out=[out])


class TestReadInputs:
    def read(
        self, path: Path, data: bytes, input_format: str = "auto"
    ) -> list[Record | InvalidRecordError]:
        path.write_bytes(data)
        return list(read_inputs([path.as_posix()], input_format=input_format))

    def test_takes_a_text_file_as_it_is(self, tmp_path: Path) -> None:
        """Line ends, form feeds and NUL stay; the path is the id."""
        path = tmp_path / "a.txt"
        text = "One.\r\n\r\nTwo\x0c\x00.\n"

        assert [Record(text=text, id=path.as_posix(), path=path.as_posix())] == self.read(
            path, text.encode()
        )

    def test_passes_over_a_byte_order_mark(self, tmp_path: Path) -> None:
        """The mark is not part of the text; a second one is."""
        (record,) = self.read(tmp_path / "a.txt", b"\xef\xbb\xbf\xef\xbb\xbfIt rained.")

        assert isinstance(record, Record)
        assert "\ufeffIt rained." == record.text

    def test_says_which_byte_is_wrong(self, tmp_path: Path) -> None:
        """An offset counts the file's own bytes, the byte order mark among them."""
        path = tmp_path / "a.txt"
        (error,) = self.read(path, b"\xef\xbb\xbfcaf\xe9")

        assert isinstance(error, InvalidRecordError)
        assert (None, "byte 0xE9 at offset 6 is not UTF-8") == (error.line, error.reason)

    @pytest.mark.parametrize(
        ("name", "input_format", "texts"),
        [
            pytest.param("a.jsonl", "auto", ["It rained."], id="jsonl by its suffix"),
            pytest.param("a.NDJSON", "auto", ["It rained."], id="ndjson in capitals"),
            pytest.param("a.txt", "auto", ['{"text": "It rained."}'], id="text by its suffix"),
            pytest.param("a.txt", "jsonl", ["It rained."], id="jsonl by request"),
            pytest.param("a.jsonl", "text", ['{"text": "It rained."}'], id="text by request"),
        ],
    )
    def test_tells_formats_apart(
        self, tmp_path: Path, name: str, input_format: str, texts: list[str]
    ) -> None:
        """The suffix decides, unless a format is asked for."""
        found = self.read(tmp_path / name, b'{"text": "It rained."}', input_format)

        assert texts == [record.text for record in found if isinstance(record, Record)]

    @pytest.mark.parametrize(
        ("input_format", "expected"),
        [
            pytest.param("auto", Record(text='{"text": ""}', id="-", path="-"), id="text"),
            pytest.param("jsonl", Record(text="", path="-", line=1), id="jsonl by request"),
        ],
    )
    def test_reads_standard_input(
        self, monkeypatch: pytest.MonkeyPatch, input_format: str, expected: Record
    ) -> None:
        """Standard input is text called "-", or JSON Lines if asked."""
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": ""}')))

        assert [expected] == list(read_inputs(["-"], input_format=input_format))

    def test_goes_on_past_a_file_that_is_gone(self, tmp_path: Path) -> None:
        """A file that cannot be read is an error in its place."""
        here = tmp_path / "a.txt"
        here.write_text("It rained.")
        gone, record = read_inputs([str(tmp_path / "gone.txt"), str(here)])

        assert isinstance(gone, InvalidRecordError)
        assert "cannot be read: No such file or directory" == gone.reason
        assert isinstance(record, Record)
