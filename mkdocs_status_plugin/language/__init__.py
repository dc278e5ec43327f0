"""Words, dates and durations in the language of a page: shared by the pages and the outputs."""

from mkdocs_status_plugin.language.moments import MACHINE, Moments
from mkdocs_status_plugin.language.sentences import sentence
from mkdocs_status_plugin.language.words import Words, own_name, words

__all__ = ["MACHINE", "Moments", "Words", "own_name", "sentence", "words"]
