"""Addresses of sites, and the redirects that are followed."""

from __future__ import annotations

import pytest

from glasscase.log.address import follow, parse_site
from glasscase.log.errors import LogError
from glasscase.log.faults import REDIRECT_REFUSED
from glasscase.log.source import SourceError

SITE = "https://site.example/"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://site.example", "https://site.example/"),
        ("HTTPS://Site.Example:443/a/", "https://site.example/a/"),
        ("http://site.example:8080/a b", "http://site.example:8080/a%20b/"),
        ("https://site.example/a/index.html", "https://site.example/a/"),
        ("https://site.example/#top", "https://site.example/"),
        ("https://bücher.example/é/", "https://xn--bcher-kva.example/%C3%A9/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_an_address_is_that_of_a_folder(text: str, address: str) -> None:
    assert str(parse_site(text)) == address


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "ftp://site.example/",
        "javascript://site.example/",
        "https://",
        "https://user:secret@site.example/",
        "https://user@site.example/",
        "https://site.example/?page=1",
        "https://site.example:99999/",
        "https://site.example:port/",
        "https://[::1/",
        "https://a b/",
        "https://" + "a" * 64 + ".example/",
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(LogError) as caught:
        parse_site(text)
    assert caught.value.hint
    assert "secret" not in str(caught.value)


def test_a_plus_in_a_version_is_quoted() -> None:
    assert str(parse_site(SITE).joined("models/a/1.0+b/record.json")) == (
        "https://site.example/models/a/1.0%2Bb/record.json"
    )


@pytest.mark.parametrize(
    ("current", "location", "address"),
    [
        (SITE, "/b/c?d=e", "https://site.example/b/c?d=e"),
        (SITE, "b", "https://site.example/b"),
        (SITE, "//site.example/b", "https://site.example/b"),
        (SITE, "https://SITE.example:443/b#c", "https://site.example/b"),
        ("http://site.example/", "https://site.example/b", "https://site.example/b"),
        ("http://site.example:8080/", "https://site.example/b", "https://site.example/b"),
    ],
)
def test_a_site_may_redirect_within_itself_and_to_https(
    current: str, location: str, address: str
) -> None:
    for start in (False, True):
        assert str(follow(parse_site(current), location, start=start)) == address


@pytest.mark.parametrize(
    ("current", "location"),
    [
        (SITE, "https://other.example/b"),
        (SITE, "//other.example/b"),
        (SITE, "https://site.example:8443/b"),
        ("http://site.example/", "http://site.example:8080/"),
        ("http://site.example/", "https://www.site.example/"),
    ],
)
def test_another_server_is_followed_at_the_start_only(current: str, location: str) -> None:
    assert follow(parse_site(current), location, start=True).origin != parse_site(current).origin
    with pytest.raises(SourceError, match="another server") as caught:
        follow(parse_site(current), location, start=False)
    assert caught.value.fault == REDIRECT_REFUSED


@pytest.mark.parametrize(
    "location",
    [
        "http://site.example/",
        "file:///etc/passwd",
        "data:text/plain,hello",
        "gopher://site.example/",
        "https://user:secret@site.example/",
        "https://[::1",
        "https://a\x00b/",
    ],
)
def test_some_redirects_are_never_followed(location: str) -> None:
    for start in (False, True):
        with pytest.raises(SourceError) as caught:
            follow(parse_site(SITE), location, start=start)
        assert caught.value.fault == REDIRECT_REFUSED
        assert "secret" not in str(caught.value)
