"""Records in and documents out, line by line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Block, Document
from attribution.errors import InvalidRecordError
from attribution.jsonl import Record, read_documents, read_records, write_documents
from attribution.spans import Span
from attribution.vocabulary import BlockKind

BOM = b"\xef\xbb\xbf"
RAIN = Document(
    text="It rained.",
    blocks=(Block(span=Span(0, 10), kind=BlockKind.PARAGRAPH),),
    id="rain",
    meta={"day": 3},
)


def read(data: bytes, **options: Any) -> list[Record | InvalidRecordError]:
    return list(read_records(io.BytesIO(data), name="news.jsonl", **options))


def problems(data: bytes, **options: Any) -> list[tuple[int | None, str]]:
    return [
        (found.line, found.reason)
        for found in read(data, **options)
        if isinstance(found, InvalidRecordError)
    ]


class TestReadRecords:
    def test_keeps_the_other_fields(self) -> None:
        """A record is its text, its id, and everything else as it was."""
        data = b'{"id": "a", "text": "It rained.", "date": "2024-05-01", "tags": ["weather"]}\n'

        assert [
            Record(
                text="It rained.",
                id="a",
                meta={"date": "2024-05-01", "tags": ["weather"]},
                path="news.jsonl",
                line=1,
            )
        ] == read(data)

    def test_takes_other_field_names(self) -> None:
        """Text and id can be under any key."""
        data = b'{"url": "x.example", "body": "It rained.", "text": 1, "id": 2}'

        assert [
            Record(
                text="It rained.",
                id="x.example",
                meta={"text": 1, "id": 2},
                path="news.jsonl",
                line=1,
            )
        ] == read(data, text_field="body", id_field="url")

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            pytest.param('"a"', "a", id="a string stays"),
            pytest.param("7", "7", id="a number becomes a string"),
            pytest.param("1.5", "1.5", id="a fraction becomes a string"),
            pytest.param("null", None, id="null is no id"),
            pytest.param('""', "", id="an empty string is an id"),
        ],
    )
    def test_reads_ids(self, written: str, expected: str | None) -> None:
        """An id is a string or a number, or absent."""
        (record,) = read(f'{{"id": {written}, "text": ""}}'.encode())

        assert isinstance(record, Record)
        assert expected == record.id

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            pytest.param(
                b'{"text": "caf\xe9"}',
                "byte 0xE9 at offset 13 of the line is not UTF-8",
                id="Latin-1",
            ),
            pytest.param(
                b'{"text" "It"}',
                "not JSON: Expecting ':' delimiter (character 9)",
                id="no JSON",
            ),
            pytest.param(
                b'{"text": "", "n": NaN}', "not JSON: NaN is not a JSON number", id="not a number"
            ),
            pytest.param(
                b'{"text": "", "n": 1e999}',
                "not JSON: 1e999 is not a JSON number",
                id="a number without bounds",
            ),
            pytest.param(
                b'{"body": "It rained.", "n": 1}',
                "no field 'text'; the record has 'body', 'n'",
                id="no text",
            ),
            pytest.param(b"{}", "no field 'text'; the record has no fields", id="no fields"),
            pytest.param(
                b'{"text": 5}',
                "the field 'text' is a number, expected a string",
                id="text a number",
            ),
            pytest.param(
                b'{"text": null}', "the field 'text' is null, expected a string", id="text null"
            ),
            pytest.param(
                b'{"text": "", "id": ["a"]}',
                "the field 'id' is an array, expected a string or a number",
                id="id an array",
            ),
            pytest.param(
                b'{"text": "", "id": true}',
                "the field 'id' is a boolean, expected a string or a number",
                id="id a boolean",
            ),
            pytest.param(b"[1]", "the record is an array, expected an object", id="an array"),
            pytest.param(b'"It"', "the record is a string, expected an object", id="a string"),
            pytest.param(b"null", "the record is null, expected an object", id="null"),
        ],
    )
    def test_says_what_is_wrong_and_goes_on(self, line: bytes, reason: str) -> None:
        """An error stands in the place of its record, with line and reason, and nothing is lost."""
        found = read(b'{"text": "before"}\n' + line + b'\n{"text": "after"}\n')

        assert ["before", None, "after"] == [getattr(item, "text", None) for item in found]
        assert isinstance(found[1], InvalidRecordError)
        assert ("news.jsonl", 2, reason) == (found[1].path, found[1].line, found[1].reason)

    def test_survives_deep_nesting(self) -> None:
        """Brackets without end are a bad line like any other."""
        deep = b"[" * 200_000

        assert [(1, "not JSON: nested too deeply")] == problems(deep)

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"\n  \n\r\n", id="blank lines"),
            pytest.param(BOM, id="a byte order mark"),
            pytest.param(BOM + b"\r\n", id="a byte order mark and a line end"),
        ],
    )
    def test_finds_nothing_in_an_empty_file(self, data: bytes) -> None:
        """A file without records is no error."""
        assert [] == read(data)

    def test_counts_blank_lines(self) -> None:
        """A line number is that of the file, not of the record."""
        assert [(4, "no field 'text'; the record has no fields")] == problems(
            BOM + b'{"text": ""}\r\n\r\n\n{}'
        )

    def test_accepts_a_lone_surrogate(self) -> None:
        """Half of a surrogate pair is odd text, not a bad record."""
        (record,) = read(rb'{"text": "\ud83d"}')

        assert isinstance(record, Record)
        assert "\ud83d" == record.text

    def test_keeps_line_separators_inside_text(self) -> None:
        """Only a line feed ends a record; U+2028 and U+0085 are text."""
        (record,) = read('{"text": "a\u2028b\x85c"}\n'.encode())

        assert isinstance(record, Record)
        assert "a\u2028b\x85c" == record.text

    def test_streams(self) -> None:
        """The second line is not read before it is asked for."""

        class Endless(io.RawIOBase):
            lines = 0

            def readline(self, size: int | None = -1, /) -> bytes:
                self.lines += 1
                return b'{"text": "again"}\n'

        stream = Endless()
        records = read_records(stream)  # type: ignore[arg-type]
        next(records)
        next(records)

        assert 2 == stream.lines

    def test_calls_a_file_by_its_path(self, tmp_path: Path) -> None:
        """Errors name the file that was given."""
        path = tmp_path / "news.jsonl"
        path.write_text("no\n")
        (error,) = read_records(path)

        assert isinstance(error, InvalidRecordError)
        assert f"{path}, line 1: not JSON: Expecting value (character 1)" == str(error)

    def test_raises_for_a_missing_file(self, tmp_path: Path) -> None:
        """A path that leads nowhere is the caller's to handle, as with `open`."""
        with pytest.raises(FileNotFoundError):
            next(read_records(tmp_path / "none.jsonl"))

    @given(
        st.lists(
            st.dictionaries(
                st.text(), st.none() | st.booleans() | st.integers() | st.text(), max_size=3
            )
        )
    )
    def test_gives_one_item_a_line(self, rows: list[dict[str, Any]]) -> None:
        """Whatever objects a file holds, each line gives a record or an error, in order."""
        data = "".join(f"{json.dumps(row)}\n" for row in rows).encode()

        assert list(range(1, len(rows) + 1)) == [found.line for found in read(data)]

    @given(st.binary())
    def test_takes_any_bytes(self, data: bytes) -> None:
        """No bytes make it raise."""
        assert all(isinstance(found, Record | InvalidRecordError) for found in read(data))


class TestReadDocuments:
    def test_reads_back_what_was_written(self, tmp_path: Path) -> None:
        """Writing and reading gives the same documents in the same order."""
        path = tmp_path / "result.jsonl"
        documents = [RAIN, Document(text="\ud83d “é”"), Document(text="")]

        assert 3 == write_documents(documents, path)
        assert documents == list(read_documents(path))

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            pytest.param(b"no", "not JSON", id="not JSON"),
            pytest.param(b'{"text": "It"}', "schema_version is None", id="not a document"),
            pytest.param(
                b'{"schema_version": "1.0"}',
                "$.text: the key 'text' is missing",
                id="a field missing",
            ),
        ],
    )
    def test_names_the_line(self, line: bytes, reason: str) -> None:
        """A line that is not a document raises with file, line and reason."""
        stream = io.BytesIO(RAIN.to_json().encode() + b"\n" + line)
        documents = read_documents(stream, name="result.jsonl")
        next(documents)
        with pytest.raises(InvalidRecordError) as raised:
            next(documents)

        assert ("result.jsonl", 2) == (raised.value.path, raised.value.line)
        assert raised.value.reason.startswith(reason)


class TestFiles:
    def test_leaves_a_handle_to_its_owner(self) -> None:
        """A handle passed in is still open afterwards, in binary mode and in text mode."""
        for stream in (io.BytesIO(), io.StringIO()):
            write_documents([RAIN], stream)
            stream.seek(0)

            assert [RAIN] == list(read_documents(stream))
            assert not stream.closed

    @pytest.mark.filterwarnings("error::ResourceWarning")
    def test_closes_what_it_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A path is opened and closed here, also when the reader stops half-way."""
        opened: list[Any] = []

        def spy(path: Path, mode: str) -> Any:
            opened.append(open(path, mode))  # noqa: PTH123, SIM115
            return opened[-1]

        monkeypatch.setattr(Path, "open", spy)
        path = tmp_path / "result.jsonl"
        write_documents([RAIN, RAIN], path)
        list(read_documents(path))
        half_way = read_records(path)
        next(half_way)
        half_way.close()  # type: ignore[attr-defined]

        assert [True, True, True] == [stream.closed for stream in opened]
