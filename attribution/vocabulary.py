"""The words our results are written in; each value is spelled as in the JSON."""

from __future__ import annotations

from enum import Enum

__all__ = [
    "AttributionKind",
    "BlockKind",
    "DiagnosticCode",
    "EntityKind",
    "EvidenceKind",
    "Genre",
    "Label",
    "QuotationKind",
    "SourceKind",
    "SourceRole",
    "Stance",
    "Voice",
]


class _Word(str, Enum):
    """A string that is one of a few; prints as its value."""

    def __str__(self) -> str:
        return str(self.value)


class Voice(_Word):
    """Whose voice a sentence is in."""

    SOURCE = "source"
    AUTHOR = "author"


class Label(_Word):
    """What a sentence is: who answers for it, and in whose words."""

    DIRECT_QUOTE = "direct_quote"
    """More than half of its attributed words are the source's own."""
    REPORTED_CLAIM = "reported_claim"
    """What somebody else says, thinks or wants, mostly in the author's words."""
    AUTHOR_OPINION = "author_opinion"
    """The author's own judgement, inference, prediction, recommendation."""
    NARRATION = "narration"
    """The author stating facts or events."""

    @property
    def voice(self) -> Voice:
        """Four labels folded into two."""
        if self in (Label.DIRECT_QUOTE, Label.REPORTED_CLAIM):
            return Voice.SOURCE
        return Voice.AUTHOR


class Genre(_Word):
    """What an article reads as, by the voices that it is in."""

    REPORT = "report"
    """It tells what happened and what others say."""
    OPINION = "opinion"
    """The author judges in a large part of what he says himself: a column, a leader, a review."""
    UNKNOWN = "unknown"
    """There is too little prose to tell."""


class BlockKind(_Word):
    """What a stretch of the page is; `is_prose` blocks hold sentences."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BLOCKQUOTE = "blockquote"
    """A paragraph that lies wholly inside a quotation announced before it."""
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"

    @property
    def is_prose(self) -> bool:
        """Whether blocks of this kind are split into sentences."""
        return self in (BlockKind.PARAGRAPH, BlockKind.BLOCKQUOTE, BlockKind.CAPTION)


class QuotationKind(_Word):
    """What the words between two quotation marks are."""

    SPEECH = "speech"
    """Somebody's words."""
    SCARE = "scare"
    """The author holding a word at arm's length."""
    TITLE = "title"
    """The name of a work."""
    TERM = "term"
    """A word or name introduced or mentioned as such; nicknames too."""


class AttributionKind(_Word):
    """In whose words an attribution's content is."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(_Word):
    """What the cue says about the author's commitment to the content."""

    NEUTRAL = "neutral"
    """said, according to, did not deny"""
    ENDORSING = "endorsing"
    """confirmed, showed, rightly said: the author takes it for true"""
    DISTANCING = "distancing"
    """claimed, reportedly said, said without evidence: the author leaves it open, or doubts it"""
    DENIED = "denied"
    """denied, did not say, declined to confirm: the source does not stand behind it"""


class SourceKind(_Word):
    """What kind of thing a source is."""

    PERSON = "person"
    OUTLET = "outlet"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    DOCUMENT = "document"
    AUTHOR = "author"
    UNKNOWN = "unknown"


class SourceRole(_Word):
    """What an unnamed person or group is said to be: why they might know."""

    OFFICIAL = "official"
    """Speaks for a government or administration, or works in one."""
    DIPLOMAT = "diplomat"
    MILITARY = "military"
    """Serves in an army."""
    POLICE = "police"
    """Enforces the law."""
    SECURITY = "security"
    """Secret and intelligence services, guards."""
    POLITICIAN = "politician"
    """Elected, standing for election, or working for somebody who is."""
    OPPOSITION = "opposition"
    REBEL = "rebel"
    """Fights against a government."""
    LAWYER = "lawyer"
    """Works with the law: lawyers, judges, prosecutors."""
    BUSINESS = "business"
    """Owns, runs or speaks for a company, or trades."""
    WORKER = "worker"
    """Works for somebody: employees, staff, unions."""
    ACTIVIST = "activist"
    """Campaigns or helps: protesters, charities, aid workers."""
    ANALYST = "analyst"
    """Observes and judges: analysts, experts, observers."""
    RESEARCHER = "researcher"
    """Studies: scholars, scientists, teachers."""
    JOURNALIST = "journalist"
    MEDICAL = "medical"
    """Treats or rescues: doctors, nurses, paramedics."""
    CLERGY = "clergy"
    WITNESS = "witness"
    """Saw or heard it."""
    VICTIM = "victim"
    """It was done to them: survivors, patients, refugees, prisoners."""
    RELATIVE = "relative"
    """Family, friends and neighbours of somebody in the article."""
    RESIDENT = "resident"
    """Lives where it happens."""
    PUBLIC = "public"
    """People at large: voters, users, many."""
    SOURCE = "source"
    """Said to know, and nothing else: sources, people familiar with the matter."""
    OTHER = "other"


class EvidenceKind(_Word):
    """What speaks for the label of a sentence."""

    WORDING = "wording"
    """How the sentence reads, in its paragraph."""
    ARTICLE = "article"
    """How the article reads as a whole: as a report, as a column."""
    CONTENT = "content"
    """It is filled by what somebody says."""
    CUE = "cue"
    """Words that attribute stand in it."""
    QUOTED = "quoted"
    """Most of what somebody says is in his own words."""
    SET_OFF = "set_off"
    """It is the source's own words though no marks are around it: a block quotation, a signed
    statement."""
    PARTLY_QUOTED = "partly_quoted"
    """Some of it is."""
    CONTINUED = "continued"
    """What somebody says goes on from another sentence."""
    ANNOUNCED = "announced"
    """Words that attribute stand in it, and what is said stands elsewhere: "He replied as
    follows:"."""
    HEARSAY = "hearsay"
    """It is said, by nobody in particular."""
    AUTHOR = "author"
    """The author speaks of himself, now: "I think"."""
    EARLIER = "earlier"
    """The author reports what he said before: "as we reported"."""
    JUDGEMENT = "judgement"
    """Words of opinion, outside of what others say."""
    LEADING = "leading"
    """Such words open the sentence and govern what is reported in it: "It is possible that"."""
    QUESTION = "question"
    """The author asks."""
    EXCLAMATION = "exclamation"
    """The author exclaims."""
    CAPTION = "caption"
    """It stands under a picture."""
    USUAL = "usual"
    """What most sentences are of which nothing else is known."""


class EntityKind(_Word):
    """What kind of thing a registry record describes."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    BROADCASTER = "broadcaster"
    SITE = "site"
    GOVERNMENT = "government"
    """A state, or its government as a whole."""
    PRESIDENCY = "presidency"
    """The office of its head: a presidency, a crown, a prime minister's office."""
    MINISTRY = "ministry"
    MILITARY = "military"
    POLICE = "police"
    """Police and secret services."""
    PARLIAMENT = "parliament"
    COURT = "court"
    AUTHORITY = "authority"
    """Any other body of a state: a central bank, a statistics office, a regulator."""
    INTERNATIONAL = "international"
    """A body of several states, or one that works for all."""

    @property
    def is_outlet(self) -> bool:
        """Whether it publishes, rather than governs."""
        return self in (
            EntityKind.AGENCY,
            EntityKind.NEWSPAPER,
            EntityKind.MAGAZINE,
            EntityKind.BROADCASTER,
            EntityKind.SITE,
        )


class DiagnosticCode(_Word):
    """What was doubtful about a text."""

    EMPTY_TEXT = "empty_text"
    """There is nothing to annotate."""
    UNCLOSED_QUOTATION = "unclosed_quotation"
    """A quotation was opened and never closed."""
    UNOPENED_QUOTATION = "unopened_quotation"
    """A closing mark with nothing open before it."""
    REVERSED_MARK = "reversed_mark"
    """A mark that points the wrong way was read as its opposite."""
    CONTROL_CHARACTER = "control_character"
    """NUL or another character that has no place in text."""
    LONE_SURROGATE = "lone_surrogate"
    """Half of a surrogate pair: the text was decoded wrongly somewhere."""
    UNRESOLVED_SOURCE = "unresolved_source"
    """A pronoun or description that leads to nobody in this text."""
