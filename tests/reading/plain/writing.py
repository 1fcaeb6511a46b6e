"""YAML texts as editors write them, and the same with slips of the hand."""

from __future__ import annotations

from hypothesis import strategies as st

Lines = tuple[str, ...]
"""A node: what stands behind its key or hyphen, and the lines that follow, from column 0."""

_WORDS = (
    *("a", "1", "1.10", "-3", "+7", ".5", "1e3", "true", "null", "~", "no", "on", "=", "y"),
    *("017", "1_000", "12:30", "0x1F", "2026-05", "2026-05-01", "2026-05-01T10:00:00Z", "95 %"),
    *("text", "two words", "it's", 'say "so"', "x:y", "https://a.example/b?c=d#e"),
    *("C#", "-x", "a-b", "é", "😀 smile", "10²⁶", "\xa0", "no-break\xa0space", "…", "a, b [c] {d}"),
    *(
        "e.g. this",
        "a **bold** b",
        "a|b",
        "a > b",
        "100%",
        "two  spaces",
        "a & b",
        "a * b!",
        "(why?)",
    ),
)
_TEXTS = st.sampled_from(_WORDS)
_SAFE = st.sampled_from(
    ["text", "some words", "é 😀", "- hyphen", "a: b", "it is # so", "1.10", "'"]
)
_KEYS = st.sampled_from(
    ["id", "title", "name", "plus_minus", "no", "on", "y", "clé", "x-1", "A", "schema", "value"]
)
_ENDS = st.sampled_from(["", "", "", "", " ", "  ", " # why", "  # a: b", " #"])
_BLANKS = st.sampled_from(["", "", "", "", "", "\n", "# note\n", "# - a: b\n", "\n\n"])


def _indented(lines: Lines, by: int) -> list[str]:
    return [" " * by + line if line else line for line in lines]


@st.composite
def _scalars(draw: st.DrawFn) -> Lines:
    """Give a scalar in any style."""
    style = draw(st.sampled_from(["plain"] * 6 + ["long", "'", '"', "long '", "|", ">", "[", "{"]))
    end = draw(_ENDS)
    if style == "plain":
        return (draw(_TEXTS) + end,)
    if style == "'":
        return ("'" + draw(_SAFE).replace("'", "''") + "'" + end,)
    if style == '"':
        return ('"' + draw(_SAFE) + draw(st.sampled_from(["", r"\n", r"\"", r"\\"])) + '"' + end,)
    if style == "[":
        items = draw(st.lists(st.sampled_from(_FLOW), max_size=3))
        return ("[" + draw(st.sampled_from([", ", ",", " , "])).join(items) + "]" + end,)
    if style == "{":
        items = draw(st.lists(st.sampled_from(_FLOW), max_size=2))
        pairs = [f"{key}: {item}" for key, item in zip("ab", items, strict=False)]
        return ("{" + ", ".join(pairs) + "}" + end,)
    more = draw(st.lists(_SAFE | st.just("") | st.just("Some prose of a few words."), max_size=4))
    step = draw(st.sampled_from([2, 2, 2, 1, 3, 4]))
    if style in "|>":
        head = style + draw(st.sampled_from(["", "-", "-", "+"])) + draw(st.sampled_from(["", " "]))
        return (head, *_indented(tuple(more), step))
    quote = "'" if style == "long '" else ""
    prose = [line.replace("a: b", "a b").replace(" #", "#").replace("'", "") for line in more]
    last = draw(st.sampled_from(["end", "the end.", "-"])) + quote + end
    first = quote + draw(st.sampled_from(["Some", "Prose of", "2026 was", "a.b"]))
    blank = draw(st.sampled_from(["", " "]))
    return (first + blank, *_indented((*prose, last), step))


_FLOW = ("a", "aurora-1", "NO", "no", "1.10", "2026-05-01", '"NO"', "'x y'", "a#b", "x y", "true")


@st.composite
def _lists(draw: st.DrawFn, inner: st.SearchStrategy[Lines]) -> Lines:
    lines = [""]
    for node in draw(st.lists(inner, min_size=1, max_size=3)):
        if node[0]:
            lines += [f"- {node[0]}", *_indented(node[1:], 2)]
        elif len(node) > 1 and node[1][:1] not in "- #":
            lines += [f"- {node[1]}", *_indented(node[2:], 2)]
        else:
            lines += ["-", *_indented(node[1:], 2)]
    return tuple(lines)


@st.composite
def _groups(draw: st.DrawFn, inner: st.SearchStrategy[Lines]) -> Lines:
    lines = [""]
    for key in draw(st.lists(_KEYS, min_size=1, max_size=4, unique=True)):
        node = draw(inner)
        end = draw(_ENDS) if not node[0] else " " + node[0]
        step = 2 if node[0] else draw(st.sampled_from([2, 2, 2, 4, 1]))
        if len(node) > 1 and node[1].startswith("-") and not node[0]:
            step = draw(st.sampled_from([0, 2]))
        blank = draw(_BLANKS)
        lines += [*blank.split("\n")[:-1], f"{key}:{end}", *_indented(node[1:], step)]
    return tuple(lines)


_NODES = st.recursive(
    _scalars() | st.just(("",)), lambda inner: _groups(inner) | _lists(inner), max_leaves=12
)
_LEADS = st.sampled_from(["", "", "# a comment\n", "---\n", "# why\n\n---  \n", "\n"])


@st.composite
def written(draw: st.DrawFn) -> str:
    """Give a text as an editor would write it."""
    return draw(_LEADS) + "\n".join(draw(_groups(_NODES))[1:]) + "\n"


_SLIPS = (
    *("a", ":", "-", "#", " ", "\n", "'", '"', "|", ">", "[", "]", "{", "}", ",", "&", "*", "!"),
    *("?", "1", ".", "%", "@", "`", "\\", "\t", "~", "é", "😀", "\r\n", "\r", "\x85", "\u2028"),
    *("\ufeff", "\0", "\xa0", ": ", " #", "- ", "\n  ", "\n    ", "---\n", "...\n", "a: b\n", "  "),
    *("\n\n", "<<: ", "no", "1.10", ">-\n", "|2\n", "- - ", "[a]", "\ud800", "\\n", "\n- ", " \n"),
)


@st.composite
def mistyped(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """Give one of the texts with characters or lines put in, taken out or moved."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        what = draw(st.sampled_from(["in", "in", "out", "swap", "indent", "dedent", "cut"]))
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at) + 1 or len(text)
        if what == "in":
            text = text[:at] + draw(st.sampled_from(_SLIPS)) + text[at:]
        elif what == "out":
            text = text[:at] + text[at + draw(st.integers(1, 3)) :]
        elif what == "swap":
            text = text[:start] + text[end:] + text[start:end]
        elif what == "indent":
            text = text[:start] + " " * draw(st.integers(1, 4)) + text[start:]
        elif what == "dedent":
            text = text[:start] + text[start:].removeprefix("  ").removeprefix(" ")
        else:
            text = text[:at]
    return text
