"""Words, dates and durations in the language of a page: shared by the pages and the outputs."""

from mkdocs_status_plugin.language.moments import Moments, machine
from mkdocs_status_plugin.language.sentences import sentence
from mkdocs_status_plugin.language.words import Words, own_name, words

__all__ = ["Moments", "Words", "machine", "own_name", "sentence", "words"]
