"""What happens on GitHub, as values: events → what somebody wants; forms; pull requests' words.

Pure functions. Whatever an event holds may come from a stranger; it stays a value all the way.
"""
