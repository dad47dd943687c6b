"""What a cue, and the author's own words around it, say about commitment to a content."""

from __future__ import annotations

import pytest
from claims import relations_in
from hypothesis import given
from hypothesis import strategies as st
from tagging import relations_by

from attribution.vocabulary import Stance

NEUTRAL, ENDORSING, DISTANCING, DENIED = Stance


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        # What the verb says
        ("said", NEUTRAL),
        ("warned", NEUTRAL),
        ("explained", NEUTRAL),
        ("confirmed", ENDORSING),
        ("noted", ENDORSING),
        ("has revealed", ENDORSING),
        ("pointed out", ENDORSING),
        ("knows", ENDORSING),
        ("claimed", DISTANCING),
        ("insisted", DISTANCING),
        ("boasted", DISTANCING),
        ("suspects", DISTANCING),
        ("denied", DENIED),
        ("dismissed", DENIED),
        ("doubts", DENIED),
        ("ruled out", DENIED),
        ("issued a statement denying", DENIED),
        ("went on to claim", DISTANCING),
        ("made the point", NEUTRAL),
        # What turns it round
        ("did not say", DENIED),
        ("didn’t say", DENIED),
        ("never claimed", DENIED),
        ("has not confirmed", DENIED),
        ("could not confirm", DENIED),
        ("cannot confirm", DENIED),
        ("no longer believes", DENIED),
        ("refused to confirm", DENIED),
        ("declined to comment on", DENIED),
        ("declined to immediately say", DENIED),
        ("has yet to confirm", DENIED),
        ("was unable to say", DENIED),
        ("failed to mention", DENIED),
        ("stopped short of saying", DENIED),
        ("refrained from saying", DENIED),
        ("said nothing about", DENIED),
        ("made no mention of", DENIED),
        ("is not sure", DENIED),
        ("left little doubt", NEUTRAL),
        # What turns it round twice
        ("did not deny", NEUTRAL),
        ("has never denied", NEUTRAL),
        ("would not rule out", NEUTRAL),
        ("is not denying", NEUTRAL),
        ("refused to deny", NEUTRAL),
        ("did not dispute", NEUTRAL),
        ("neither confirmed nor denied", NEUTRAL),
        ("would not confirm or deny", NEUTRAL),
        ("declined to confirm or deny", NEUTRAL),
        ("did not refuse to confirm", ENDORSING),
        # What turns nothing round
        ("not only said", NEUTRAL),
        ("did not just claim", DISTANCING),
        ("was not pleased", NEUTRAL),
        # What the author says about the report
        ("reportedly said", DISTANCING),
        ("allegedly told them", DISTANCING),
        ("supposedly confirmed", DISTANCING),
        ("has reportedly confirmed", DISTANCING),
        ("is said to have said", DISTANCING),
        ("is reported to have confirmed", DISTANCING),
        ("appears to have said", DISTANCING),
        ("seemed to confirm", DISTANCING),
        ("is alleged to have denied", DENIED),
        ("reportedly denied", DENIED),
        # What the author says about the content
        ("falsely said", DISTANCING),
        ("wrongly noted", DISTANCING),
        ("said falsely", DISTANCING),
        ("said without evidence", DISTANCING),
        ("said, without offering any proof,", DISTANCING),
        ("rightly said", ENDORSING),
        ("correctly claimed", ENDORSING),
        ("rightly did not say", DENIED),
        ("pontificated", NEUTRAL),
        ("falsely pontificated", DISTANCING),
    ],
)
def test_a_tagged_cue_has_a_stance(cue: str, expected: Stance) -> None:
    """The verb gives it; what denies turns it round; the author's own adverbs decide."""
    (relation,) = relations_by(f"[source:Reyes] [cue:{cue}] [content:that it rained].")

    assert expected == relation.stance


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param(
            "[source:Reyes] falsely [cue:said] [content:that it rained].",
            DISTANCING,
            id="an adverb that is not tagged",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] falsely [content:that it rained].",
            DISTANCING,
            id="an adverb behind the cue",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] [content:falsely convicted men had left].",
            NEUTRAL,
            id="an adverb of the content",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] [content:it had allegedly rained].",
            NEUTRAL,
            id="a hedge of the source",
        ),
        pytest.param(
            "[source:Reyes] “falsely” [cue:said] [content:that it rained].",
            NEUTRAL,
            id="a quoted adverb",
        ),
        pytest.param(
            "Reportedly, [source:Reyes] [cue:said] [content:that it rained].",
            DISTANCING,
            id="an adverb before the source",
        ),
        pytest.param(
            "Without citing evidence, [source:Reyes] [cue:said] [content:that it rained].",
            DISTANCING,
            id="no evidence, said first",
        ),
        pytest.param(
            "[source:Reyes] [cue:said], without evidence, [content:that it rained].",
            DISTANCING,
            id="no evidence, in between",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] [content:without evidence that it rained].",
            DISTANCING,
            id="no evidence, tagged as content",
        ),
        pytest.param(
            "[content:“It rained,”] [source:Reyes] [cue:said], offering no proof.",
            DISTANCING,
            id="no proof, said last",
        ),
        pytest.param(
            "[source:Reyes] [cue:told] reporters without evidence [content:that it rained].",
            DISTANCING,
            id="no evidence, behind who was told",
        ),
        pytest.param(
            "As [source:Reyes] rightly [cue:observed], [content:it rained].",
            ENDORSING,
            id="as somebody rightly observed",
        ),
        pytest.param(
            "If [source:Reyes] is [cue:to be believed], [content:it rained].",
            DISTANCING,
            id="if somebody is to be believed",
        ),
        pytest.param(
            "[source:Reyes] left without [cue:confirming] [content:that it rained].",
            DENIED,
            id="without confirming",
        ),
        pytest.param(
            "[source:Nobody] [cue:said] [content:that it rained].", DENIED, id="nobody said"
        ),
        pytest.param(
            "[source:None of the guards] [cue:claimed] [content:that it rained].",
            DENIED,
            id="none of them claimed",
        ),
        pytest.param(
            "Nor did [source:Reyes] [cue:say] [content:that it rained].", DENIED, id="nor did he"
        ),
        pytest.param(
            "[source:Reyes] [cue:declined] [content:to confirm that it rained].",
            DENIED,
            id="what is declined is tagged as content",
        ),
        pytest.param(
            "[source:Reyes] [cue:refused] [content:to leave the dam].",
            NEUTRAL,
            id="what is refused is no speech",
        ),
        pytest.param(
            "[source:The agency] [cue:quoted] Reyes as denying [content:that it rained].",
            DENIED,
            id="quoted as denying",
        ),
        pytest.param(
            "[source:The agency] [cue:quoted] Reyes as saying [content:that it rained].",
            NEUTRAL,
            id="quoted as saying",
        ),
        pytest.param(
            "It [cue:is not believed] [content:that it rained].", DENIED, id="not believed"
        ),
        pytest.param(
            "It goes without [cue:saying] [content:that it rained].", NEUTRAL, id="without saying"
        ),
        pytest.param(
            "[source:No matter what anyone] [cue:says], [content:it rained].",
            NEUTRAL,
            id="no matter what",
        ),
        pytest.param("It [cue:is claimed] [content:that it rained].", DISTANCING, id="claimed"),
        pytest.param(
            "[source:The ministry]’s so-called [cue:confirmation] [content:that it rained] came.",
            DISTANCING,
            id="a so-called confirmation",
        ),
        pytest.param(
            "[source:The ministry]’s [cue:admission] [content:that it rained] came.",
            ENDORSING,
            id="an admission",
        ),
        pytest.param(
            "[source:The ministry]’s baseless [cue:warning] [content:that it rained] came.",
            DISTANCING,
            id="a baseless warning",
        ),
        pytest.param(
            "Kim did not leave, and [source:Reyes] [cue:said] [content:that it rained].",
            NEUTRAL,
            id="another verb is denied",
        ),
        pytest.param(
            "Kim wrongly parked there. [source:Reyes] [cue:said] [content:that it rained].",
            NEUTRAL,
            id="an adverb of the sentence before",
        ),
        pytest.param(
            "Kim had been wrongly held, [source:Reyes] [cue:said].", NEUTRAL, id="no content"
        ),
    ],
)
def test_the_words_around_a_cue_count(tags: str, expected: Stance) -> None:
    """The author's words do, on either side; those of the source, and of others, do not."""
    relations = relations_by(tags)

    assert [expected] * len(relations) == [relation.stance for relation in relations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reyes falsely claimed that it rained.", DISTANCING),
        ("Reyes rightly said that it rained.", ENDORSING),
        ("Reyes neither confirmed nor denied that it rained.", NEUTRAL),
        ("Reyes has never said that it rained.", DENIED),
        ("Reyes declined to say whether it rained.", DENIED),
        ("Reportedly, Reyes said that it rained.", DISTANCING),
        ("“It rained,” Reyes falsely claimed.", DISTANCING),
        ("“It rained,” Reyes said without evidence.", DISTANCING),
        ("As Reyes rightly observed, it rained.", ENDORSING),
        ("It is not believed that it rained.", DENIED),
        ("It is alleged that it rained.", DISTANCING),
        ("Reyes’ false claim that it rained was dropped.", DISTANCING),
        ("“He never said that it rained,” Reyes said.", NEUTRAL),
    ],
)
def test_the_lexicon_reads_the_same(text: str, expected: Stance) -> None:
    """Without an encoder, stances are read in the same way."""
    assert expected == relations_in(text)[0].stance


@given(st.integers(0, 3), st.sampled_from([("say", NEUTRAL), ("deny", DENIED)]))
def test_each_refusal_turns_once_more(times: int, verb: tuple[str, Stance]) -> None:
    """Who refuses to refuse has not refused."""
    word, stance = verb
    cue = "did " + "refuse to " * times + word
    (relation,) = relations_by(f"[source:Reyes] [cue:{cue}] [content:that it rained].")

    expected = {NEUTRAL: DENIED, DENIED: NEUTRAL}[stance] if times % 2 else stance

    assert expected == relation.stance
