"""What can be set, and to what."""

from __future__ import annotations

from attrs import field, frozen

from attribution.errors import ConfigError

__all__ = ["BACKENDS", "ENGINES", "Config"]

ENGINES = ("encoder", "lexicon")
"""The default first."""
BACKENDS = ("embedded",)


def _one_of(key: str, allowed: tuple[str, ...], value: object) -> None:
    if value not in allowed:
        raise ConfigError(key, value, " or ".join(repr(name) for name in allowed))


@frozen(kw_only=True)
class Config:
    """
    How to annotate.

    Raises:
        ConfigError: a value that we do not know.
    """

    engine: str = field(default="encoder")
    """What finds attributions."""
    backend: str = field(default="embedded")
    """Who supplies sentences, entities and coreference."""
    model: str = "english"
    """What the encoder runs: the name of a packaged model, or the path of a folder with one."""
    threads: int = 0
    """How many the encoder keeps busy; 0 for as many as there are processors."""
    registry: tuple[str, ...] = ()
    """Files with a user's own registry records, merged over the packaged ones."""

    def __attrs_post_init__(self) -> None:
        _one_of("engine", ENGINES, self.engine)
        _one_of("backend", BACKENDS, self.backend)
        if self.threads < 0:
            raise ConfigError("threads", self.threads, "at least 0")
