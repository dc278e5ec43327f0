"""Tests of what happens on GitHub."""
