"""PyYAML's pure-Python parser, made to read what libyaml reads.

The two differ about tabs, about `?` and `:` inside brackets, about a comment after `|` and about
escapes of half characters. Where they differ, this follows libyaml 0.2.5.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import Event, ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_ENDS = "\0\n"
_BLANKS = " \t"
_SPACE = _BLANKS + _ENDS
_WIDE_ESCAPE = re.compile(r"\\(?:u[dD][89a-fA-F]|U(?!000|0010))")
_HEADER = re.compile(r"(?:([+-])([1-9])?|([1-9])([+-])?)?(?=[#\t])")


class StrictParser(Reader, Scanner, Parser):
    """Gives the events of a text with the line ends of Unix."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self._text = text

    def next_event(self) -> Event | None:
        """Return the next event; raise only `yaml.YAMLError`."""
        mark: Any
        try:
            event: Any = self.get_event()  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError) as error:
            mark = self.get_mark()
            raise self._bad_escape(mark.index) from error
        if type(event) is ScalarEvent and event.style == '"' and _has_half(event.value):
            mark = event.start_mark
            raise self._bad_escape(mark.index)
        found: Event | None = event
        return found

    def _bad_escape(self, start: int) -> yaml.YAMLError:
        mark = self.get_mark()
        found = _WIDE_ESCAPE.search(self._text, start)
        if found:
            mark.index = found.start()
        return ScannerError("in a double-quoted scalar", None, "found invalid escape code", mark)

    def _complain(self, context: str, start: Any, problem: str) -> ScannerError:
        return ScannerError(f"while scanning {context}", start, problem, self.get_mark())

    def scan_to_next_token(self) -> None:
        """Pass over spaces, comments and line ends, and over tabs where no key can start."""
        while True:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                self._to_line_end()
            if self.peek() != "\n":
                return
            self.forward()
            if not self.flow_level:
                self.allow_simple_key = True

    def _to_line_end(self) -> None:
        length = 0
        while self.peek(length) not in _ENDS:
            length += 1
        self.forward(length)

    def check_plain(self) -> bool:
        """Tell whether a plain scalar starts here."""
        first, second = self.peek(), self.peek(1)
        if first not in _SPACE + "-?:,[]{}#&*!|>'\"%@`":
            return True
        if first == "-":
            return second not in _BLANKS if second not in _ENDS else False
        return not self.flow_level and first in "?:" and second not in _SPACE

    def scan_plain(self) -> ScalarToken:
        """Read a plain scalar, over several lines where they are indented enough."""
        start = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        gap = ""
        new_line = False
        while not self._at_document_mark() and self.peek() != "#":
            length = self._plain_length(start)
            if length:
                chunks += (gap, self.prefix(length))
                self.forward(length)
                end = self.get_mark()
                self.allow_simple_key = False
                gap, new_line = "", False
            if self.peek() not in " \t\n":
                break
            gap, new_line = self._plain_gap(start, indent)
            if not self.flow_level and self.column < indent:
                break
        if new_line:
            self.allow_simple_key = True
        return ScalarToken("".join(chunks), True, start, end)

    def _plain_length(self, start: Any) -> int:
        length = 0
        while (character := self.peek(length)) not in _SPACE:
            following = self.peek(length + 1)
            if character == ":":
                if self.flow_level and following in ",?[]{}":
                    self.forward(length)
                    raise self._complain("a plain scalar", start, "found unexpected ':'")
                if following in _SPACE:
                    break
            if self.flow_level and character in ",[]{}":
                break
            length += 1
        return length

    def _plain_gap(self, start: Any, indent: int) -> tuple[str, bool]:
        """Return what the blanks and line ends before the next word mean, and if a line ended."""
        blanks, breaks = "", 0
        while (character := self.peek()) in " \t\n" and character:
            if character == "\n":
                breaks += 1
            elif not breaks:
                blanks += character
            elif character == "\t" and self.column < indent:
                problem = "found a tab character that violates indentation"
                raise self._complain("a plain scalar", start, problem)
            self.forward()
        if not breaks:
            return blanks, False
        return "\n" * (breaks - 1) or " ", True

    def _at_document_mark(self) -> bool:
        return self.column == 0 and self.prefix(3) in {"---", "..."} and self.peek(3) in _SPACE

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Read what follows `|` or `>`; a comment or a tab may stand right behind it."""
        header = _HEADER.match(self.prefix(3))
        if header is None:
            found: tuple[bool | None, int | None] = super().scan_block_scalar_indicators(start_mark)
            return found
        self.forward(len(header[0]))
        sign, digit = header[1] or header[4], header[2] or header[3]
        return (sign == "+" if sign else None), (int(digit) if digit else None)

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Pass over blanks and a comment behind the header of a block scalar."""
        while self.peek() in _BLANKS and self.peek():
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Find the indentation of a block scalar; a tab is none."""
        found: tuple[list[str], int, Any] = super().scan_block_scalar_indentation()
        self._refuse_tab(found[2])
        return found

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Any]:
        """Pass over empty lines of a block scalar; a tab is no indentation."""
        found: tuple[list[str], Any] = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab(found[1])
        return found

    def _refuse_tab(self, start: Any) -> None:
        if self.peek() == "\t":
            problem = "found a tab character where an indentation space is expected"
            raise self._complain("a block scalar", start, problem)


def _has_half(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
