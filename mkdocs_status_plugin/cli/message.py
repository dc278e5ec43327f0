"""The text of an update: from an option, a file, standard input or an editor. It is never lost."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess  # nosec B404 - starts the editor that the person has chosen
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from mkdocs_status_plugin.cli.failure import Failure, interactive, note, wrong_use

_SCISSORS = "<!-- ------------------------ >8 ------------------------ -->"
_HELP = f"""\


{_SCISSORS}
{{about}}

Write above the line with the scissors, in Markdown: what visitors notice, what you are doing, when they
hear from you again. This line and all below it is dropped. An empty text cancels.
"""
_EDITORS = ("sensible-editor", "nano", "vim", "vi")


@dataclass
class Message:
    """A text, and the file that holds it while it is not yet where it belongs (None: there is none)."""

    text: str
    kept: Path | None = None
    needs_keeping: bool = True


def read_message(text: str | None, file: str | None, about: str, example: str) -> Message:
    """The text that the options give, or what a person writes in an editor.

    Raises:
        click.UsageError: if there is none, and nobody who could be asked.
        Failure: if the editor cannot be started or fails.
    """
    if text is not None and file is not None:
        raise wrong_use("Give the text with --message or with --file, not with both.")
    if text is not None:
        return Message(text)
    if file == "-":
        return Message(_decoded(sys.stdin.buffer.read(), "standard input"))
    if file is not None:
        try:
            return Message(_decoded(Path(file).read_bytes(), file), needs_keeping=False)
        except OSError as error:
            raise wrong_use(f"{file} cannot be read: {error.strerror}.") from None
    if not interactive():
        raise wrong_use(f"The text is missing. Give it with --message or --file, for example:\n  {example}")
    return _from_editor(about)


@contextmanager
def kept(message: Message) -> Iterator[None]:
    """Whatever goes wrong in here, the text stays in a file, and the person learns in which."""
    try:
        yield
    except BaseException:
        if message.needs_keeping and message.text.strip():
            path = message.kept or _keep("")
            # Only the text: with the help of the editor below it, it could not be used as it is.
            path.write_bytes(message.text.encode("utf-8", "surrogateescape"))
            note(f"Your text is kept. Go on with: --file {shlex.quote(str(path))}")
        elif message.kept:
            message.kept.unlink(missing_ok=True)
        raise
    if message.kept:
        message.kept.unlink(missing_ok=True)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{name} is not UTF-8: the byte 0x{data[error.start]:02X} at {error.start}") from None


def _keep(text: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix="mkdocs-status-", suffix=".md")
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(text.encode("utf-8", "surrogateescape"))
    return Path(name)


def _from_editor(about: str) -> Message:
    path = _keep(_HELP.format(about=about))
    command = [*_editor(), str(path)]
    # A person cancels with the editor's own means; a stray Ctrl-C must not take the text with it.
    message = Message("", path)
    with kept(message):
        try:
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - the person's own editor  # nosec B603
        except OSError as error:
            raise Failure(
                f"the editor {command[0]} cannot be started ({error.strerror}); set EDITOR, or use --message"
            ) from None
        finally:
            message.text = _written(path)
        if code:
            raise Failure(f"the editor {command[0]} ended with an error ({code}); nothing was posted")
        if not message.text.strip():
            raise click.exceptions.Abort
        return _handed_over(message)


def _handed_over(message: Message) -> Message:
    """The same text for the next one who keeps it: this one must not delete the file."""
    handed = Message(message.text, message.kept)
    message.kept = None
    return handed


def _written(path: Path) -> str:
    if not path.exists():
        return ""
    text = path.read_bytes().decode("utf-8", "replace")
    return text.partition(_SCISSORS)[0].strip("\r\n")


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        command = shlex.split(os.environ.get(name, ""))
        if command:
            return command
    found = next((editor for editor in _EDITORS if shutil.which(editor)), None)
    if found is None:
        raise wrong_use("There is no editor. Set EDITOR, or give the text with --message.")
    return [found]
