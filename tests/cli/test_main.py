"""The program as a whole: help, versions, exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import attribution
from attribution.cli import main
from attribution.errors import ConfigError
from attribution.schema import json_schema

COMMANDS = ("annotate", "evaluate", "schema", "sources", "train")


def load_command(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


class TestHelp:
    def test_lists_every_command(self) -> None:
        """The program's help names each command with its summary."""
        result = CliRunner().invoke(main, ["--help"])

        assert 0 == result.exit_code
        for name in COMMANDS:
            assert f"  {name}" in result.output
            assert load_command(name).get_short_help_str(limit=200) in result.output

    @pytest.mark.parametrize("name", COMMANDS)
    def test_teaches(self, name: str) -> None:
        """Each command's help has a summary, an explanation and examples."""
        result = CliRunner().invoke(main, [name, "--help"])
        summary, explanation = cleandoc(load_command(name).help or "").split("\n\n", 1)

        assert 0 == result.exit_code
        assert summary.endswith(".")
        assert "\n" not in summary
        assert explanation
        assert "Examples:" in result.output
        assert f"attribution {name} " in result.output.split("Examples:")[1]

    @pytest.mark.parametrize("arguments", [["--help"], ["schema"]], ids=["help", "schema"])
    def test_is_light(self, arguments: list[str]) -> None:
        """Help and schema load neither a model's library nor the terminal's."""
        code = (
            "import sys; from attribution.cli import main;"
            f"main({arguments!r}, standalone_mode=False);"
            "print(sorted({'rich', 'spacy', 'numpy', 'onnxruntime', 'torch'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert "[]" == done.stdout.splitlines()[-1]

    def test_runs_as_a_module(self) -> None:
        """``python -m attribution`` is the same program."""
        done = subprocess.run(
            [sys.executable, "-m", "attribution", "--help"],
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout.startswith("Usage: python -m attribution ")

    def test_tells_its_version(self) -> None:
        """``--version`` prints the library's version."""
        result = CliRunner().invoke(main, ["--version"])

        assert f"attribution {attribution.__version__}\n" == result.output


class TestExitStatus:
    @pytest.mark.parametrize(
        "arguments",
        [
            pytest.param(["translate"], id="an unknown command"),
            pytest.param(["annotate"], id="no input"),
            pytest.param(["annotate", "--batch-size", "0", "-"], id="a batch of none"),
            pytest.param(["annotate", "--format", "xml", "-"], id="an unknown format"),
        ],
    )
    def test_is_2_for_wrong_usage(self, arguments: list[str]) -> None:
        """Wrong usage is explained and exits with 2."""
        result = CliRunner().invoke(main, arguments)

        assert 2 == result.exit_code
        assert "Usage: " in result.stderr

    @pytest.fixture
    def failing(self, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
        def load(**_: Any) -> None:
            raise request.param

        monkeypatch.setattr(attribution, "load", load, raising=False)

    @pytest.mark.parametrize(
        "failing", [ConfigError("engine", "oracle", "'encoder'")], ids=[""], indirect=True
    )
    @pytest.mark.usefixtures("failing")
    def test_is_1_for_our_errors(self) -> None:
        """What the library raises on purpose is one line on standard error."""
        result = CliRunner().invoke(main, ["annotate", "-"], input="It rained.")

        assert 1 == result.exit_code
        assert "attribution: error: engine is 'oracle', expected 'encoder'\n" == result.stderr
        assert "" == result.stdout

    @pytest.mark.parametrize("failing", [ZeroDivisionError()], ids=[""], indirect=True)
    @pytest.mark.usefixtures("failing")
    def test_hides_no_bug(self) -> None:
        """Any other exception goes through with its traceback."""
        with pytest.raises(ZeroDivisionError):
            CliRunner().invoke(main, ["annotate", "-"], input="", catch_exceptions=False)

    @pytest.mark.parametrize("failing", [KeyboardInterrupt()], ids=[""], indirect=True)
    @pytest.mark.usefixtures("failing")
    def test_is_130_when_interrupted(self) -> None:
        """Ctrl-C ends it quietly."""
        result = CliRunner().invoke(main, ["annotate", "-"], input="")

        assert (130, "") == (result.exit_code, result.output)

    @pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
    def test_ends_quietly_when_nobody_reads(self) -> None:
        """A closed pipe, as before ``head``, gives no traceback."""
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "attribution", "schema"],
                stdout=writer,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        finally:
            os.close(writer)

        assert "" == done.stderr


def test_works_as_a_whole(tmp_path: Path) -> None:
    """With the real annotator: text in, valid documents out, and who was cited in them."""
    pytest.importorskip("attribution.annotator")
    text = "“The bridge is safe,” Maria Lund said.\n\nThe bridge opened in 1971.\n"
    article, result = tmp_path / "bridge.txt", tmp_path / "result.jsonl"
    article.write_text(text, encoding="utf-8", newline="")
    annotated = CliRunner().invoke(main, ["annotate", str(article), "-o", str(result)])
    viewed = CliRunner().invoke(main, ["annotate", str(article), "--format", "text"])
    cited = CliRunner().invoke(main, ["sources", str(result), "--format", "json"])
    data = json.loads(result.read_text(encoding="utf-8"))
    Draft202012Validator(json_schema()).validate(data)

    assert (0, "") == (annotated.exit_code, annotated.output)
    assert (article.as_posix(), text) == (data["id"], data["text"])
    assert "— Maria Lund" in viewed.output
    assert ["Maria Lund"] == [source["name"] for source in json.loads(cited.output)["sources"]]
