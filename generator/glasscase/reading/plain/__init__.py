"""A reader for the plain part of YAML that editors write, several times as fast as a parser.

It gives what the events of a parser give, or nothing where a text has anything unusual.
"""

from glasscase.reading.plain.reader import read_plain

__all__ = ["read_plain"]
