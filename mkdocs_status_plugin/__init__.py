"""A status page driven by a git repository, as an MkDocs plugin."""

__version__ = "0.1.0"
