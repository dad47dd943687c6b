"""Files that appear only when they are complete."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attribution.cli.outputs import open_output, text_on
from attribution.errors import InputError

posix_only = pytest.mark.skipif(os.name == "nt", reason="a POSIX file system")


class TestOpenOutput:
    def test_replaces_at_the_end(self, tmp_path: Path) -> None:
        """Until the block ends the old file stands; then the new one, and nothing beside it."""
        path = tmp_path / "out.jsonl"
        path.write_text("old")
        with open_output(path) as stream:
            stream.write(b"new")

            assert "old" == path.read_text()

        assert "new" == path.read_text()
        assert [path] == list(tmp_path.iterdir())

    @pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
    def test_leaves_nothing_behind_on_failure(
        self, tmp_path: Path, error: type[BaseException]
    ) -> None:
        """Whatever stops the block, there is no new file."""
        with pytest.raises(error), open_output(tmp_path / "out.jsonl") as stream:  # noqa: PT012
            stream.write(b"new")
            raise error

        assert [] == list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            pytest.param("none/out.jsonl", "does not exist", id="no such directory"),
            pytest.param(".", "it is a directory", id="a directory"),
        ],
    )
    def test_says_why_it_cannot(self, tmp_path: Path, name: str, reason: str) -> None:
        """A place where nothing can be written is an error of one line."""
        with pytest.raises(InputError, match=reason), open_output(tmp_path / name):
            pass

    def test_leaves_other_errors_alone(self, tmp_path: Path) -> None:
        """A file that the block fails to read is not said to be unwritable."""
        with pytest.raises(FileNotFoundError), open_output(tmp_path / "out.jsonl"):
            (tmp_path / "none.txt").read_text()

    @posix_only
    def test_writes_through_a_link(self, tmp_path: Path) -> None:
        """A link stays a link to the file that is written."""
        path, link = tmp_path / "out.jsonl", tmp_path / "latest.jsonl"
        link.symlink_to(path)
        with open_output(link) as stream:
            stream.write(b"new")

        assert link.is_symlink()
        assert "new" == path.read_text()

    @posix_only
    def test_keeps_permissions(self, tmp_path: Path) -> None:
        """A file that is replaced stays as readable as it was."""
        path = tmp_path / "out.jsonl"
        path.touch()
        path.chmod(0o640)
        with open_output(path):
            pass

        assert 0o640 == path.stat().st_mode & 0o777

    @posix_only
    def test_never_replaces_a_device(self) -> None:
        """``-o /dev/null`` writes to it."""
        with open_output(Path(os.devnull)) as stream:
            stream.write(b"new")

        assert Path(os.devnull).is_char_device()


def test_text_is_utf_8_and_stays_open(tmp_path: Path) -> None:
    """Text goes out as UTF-8 with plain line feeds, and the stream is left to its owner."""
    path = tmp_path / "out.txt"
    with path.open("wb") as stream:
        with text_on(stream) as text:
            text.write("“é”\n")

        assert not stream.closed

    assert "“é”\n".encode() == path.read_bytes()
