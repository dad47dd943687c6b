"""What can be set, and to what."""

from __future__ import annotations

from attrs import field, frozen

from attribution.errors import ConfigError

__all__ = ["BACKENDS", "ENGINES", "Config"]

ENGINES = ("lexicon",)
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

    engine: str = field(default="lexicon")
    """What finds attributions."""
    backend: str = field(default="embedded")
    """Who supplies sentences, entities and coreference."""

    def __attrs_post_init__(self) -> None:
        _one_of("engine", ENGINES, self.engine)
        _one_of("backend", BACKENDS, self.backend)
