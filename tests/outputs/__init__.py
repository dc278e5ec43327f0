"""What builds write for programs and for readers."""
