"""A stencil gives what its macro gives, whatever is put into it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from glasscase.site import fragments
from glasscase.site.stencils import cut, stencil, text

MACROS = {
    name: macro
    for name, macro in sorted(vars(fragments.module("stencils.html")).items())
    if hasattr(macro, "arguments")
}


@pytest.mark.parametrize("name", MACROS)
def test_a_stencil_is_its_macro(name: str) -> None:
    """Filled at once, or with its first arguments in advance."""
    macro = MACROS[name]
    values = [f"<b>{n} 100 % %s %({n})s {{0}} &amp;</b>" for n in range(len(macro.arguments))]
    expected = str(macro(*map(Markup, values))).strip()
    assert getattr(cut, name)(*values) == expected
    for count in range(len(values) + 1):
        known = dict(zip(macro.arguments[:count], values[:count], strict=True))
        assert stencil(name, **known)(*values[count:]) == expected


@pytest.mark.parametrize("value", ["", "\ue0010\ue002", "{{ html }}", "\\1"])
def test_a_value_is_never_read_as_a_slot(value: str) -> None:
    assert cut.paragraph(value) == f'<p class="gc-prose">{value}</p>'
    assert cut.fact_inner("a", "b", value).endswith(f"<dd>{value}</dd></div>")


@given(st.text())
@example("a & b")
@example("\"<i>'")
def test_text_cannot_become_markup(words: str) -> None:
    assert re.search("[<>\"']", text(words)) is None
    assert Markup(text(words)).unescape() == Markup(Markup.escape(words)).unescape()
