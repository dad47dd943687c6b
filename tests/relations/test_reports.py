"""Reports of speech and thought, parted from conduct."""

from __future__ import annotations

import pytest
from tagging import relations_by


def is_report(tags: str) -> bool:
    """Whether the only attribution of a text is one."""
    (relation,) = relations_by(tags)
    return relation.is_report


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param("[source:Reyes] [cue:said] [content:it rained].", id="a verb of speech"),
        pytest.param("[source:Reyes] [cue:fears] [content:that it rained].", id="a thought"),
        pytest.param("[source:Reyes] [cue:shrugged] [content:that it rained].", id="an unknown cue with that"),
        pytest.param("[content:It rained], [source:Reyes] [cue:shrugged].", id="an unknown cue behind"),
        pytest.param("[source:Reyes] [cue:came up with] [content:“rain for as long as it takes to fill the lake”].", id="an unknown cue with spoken words"),
        pytest.param("[content:The dam] [cue:is expected] [content:to hold].", id="what is expected"),
        pytest.param("There [cue:is talk of] [content:a new dam].", id="talk"),
        pytest.param("[source:Reyes] [cue:was quick to say] [content:that it rained].", id="an infinitive with a source"),
        pytest.param("Reyes, whose house stands below the dam, [cue:denied] [content:that it leaks].", id="a verb behind an aside"),
        pytest.param("[source:Reyes] [cue:asked] [content:whether it rained?]", id="who asks is no question"),
    ],
)  # fmt: skip
def test_speech_and_thought_are_reports(tags: str) -> None:
    """Known cues of speech or thought, and whatever takes a statement."""
    assert is_report(tags)


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param("[source:Reyes] [cue:will receive] [content:two pumps].", id="an unknown cue"),
        pytest.param("[source:The town] [cue:is also offering] [content:boats to schools].", id="an offer"),
        pytest.param("[source:Reyes] met Hill [cue:to discuss] [content:the dam].", id="an infinitive"),
        pytest.param("It [cue:is hard to say] [content:why it rained].", id="an impersonal infinitive"),
        pytest.param("The shed, [cue:known as] [content:the Ark], burnt down.", id="a name"),
        pytest.param("Late trains [cue:are known as] [content:“sleepers”].", id="a term"),
        pytest.param("[cue:Asked] [content:whether it rained], she left.", id="a circumstance"),
        pytest.param("[content:The lake] [cue:was also proposed] [content:as a reservoir].", id="what became of its subject"),
        pytest.param("[source:Each of us] [cue:sees] [content:a change in the lake].", id="a thought in other company"),
        pytest.param("[source:The towns] [cue:agreed] [content:a deal on water].", id="a deal"),
        pytest.param("It [cue:would seem] [content:possible to fill the lake].", id="what seems"),
        pytest.param("[source:They] [cue:may have spoken about] [content:the dam].", id="a possibility"),
        pytest.param("It leaks if [source:Reyes] [cue:says] [content:that it rained].", id="a condition"),
        pytest.param("Why would [source:Reyes] [cue:want] [content:to fill the lake]?", id="a question"),
        pytest.param("Also [cue:know] [content:that it rained].", id="an imperative"),
        pytest.param("[source:Someone] [cue:wrote] [content:that it rained].", id="somebody or other"),
        pytest.param("The hall [content:which] [source:Hill] [cue:calls] is shut.", id="a relative pronoun alone"),
    ],
)  # fmt: skip
def test_conduct_is_none(tags: str) -> None:
    """What corpora tag beside: conduct, intentions, names, and what nobody has said."""
    assert not is_report(tags)
