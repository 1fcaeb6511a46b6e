"""What README and documentation say is true: examples, messages, commands, options, links."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
import yaml
from click.testing import CliRunner
from lxml import html  # type: ignore[import-untyped]
from mkdocs.config.base import BaseConfigOption

from glasscase.archive.branch import local_archive
from glasscase.checks.configuration import configuration
from glasscase.checks.reporters import Report, ReportFormat
from glasscase.checks.reporters.text import render
from glasscase.checks.sources import Sources
from glasscase.checks.survey import nothing, survey
from glasscase.cli import main
from glasscase.log import parse_entry
from glasscase.log.checkpoint import parse_checkpoint
from glasscase.log.faults import FAULTS
from glasscase.site.build import build_site
from glasscase.site.options import GlasscaseConfig
from tests.archive.branches import day, publish

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "content/documentation"
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted(GUIDE.rglob("*.md"))]
DAY = date(2026, 11, 21)
"""The day on which the examples are true: reviews and deadlines in them pass one day."""

_BLOCK = re.compile(
    r"^( *)```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL
)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_MISTAKE = re.compile(r"^\| (.+?) \(\[([a-z-]+)\]\(\.\./rules/\2\.md\)\) \|", re.MULTILINE)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return [body for _, kind, _, body in _BLOCK.findall(text_of(page)) if kind == language]


def titled(*pages: Path) -> dict[str, str]:
    """Return the files that pages show whole, by their paths in a project."""
    files: dict[str, str] = {}
    for page in pages:
        for _, _, title, body in _BLOCK.findall(text_of(page)):
            assert title not in files, f"{title} is shown twice"
            if title:
                files[title] = body
    return files


def write(files: Mapping[str, str], folder: Path) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def checked(files: Mapping[str, str], folder: Path) -> Report:
    """Check a project of these files on `DAY`."""
    write(files, folder)
    found = configuration(folder / "mkdocs.yml")
    result = survey(found, today=DAY, take=nothing)
    return Report(result.findings, source=Sources(folder).text)


@cache
def examples() -> Mapping[str, str]:
    """Return all files that the documentation shows, as one project."""
    return titled(*(page for page in PAGES if page != README))


# Examples


def test_the_examples_are_one_project_without_faults(tmp_path: Path) -> None:
    files = examples()
    kinds = {Path(name).parent.name for name in files if name.startswith("content/")}
    assert {"models", "protocols", "incidents"} <= kinds
    assert checked(files, tmp_path).findings == ()


def test_the_record_in_the_readme_has_no_faults_and_a_slip_in_it_is_found(tmp_path: Path) -> None:
    [record] = blocks(README, "yaml")
    [message] = blocks(README, "text")
    name = record.splitlines()[0].removeprefix("# ")
    record = record.partition("\n")[2]
    assert checked({**examples(), name: record}, tmp_path).findings == ()
    slip = record.replace("architecture:", "architektur:")
    report = checked({**examples(), name: slip}, tmp_path)
    assert render(report).rsplit("\n", 2)[0].strip() == message.strip()


@pytest.mark.usefixtures("own_log")
def test_first_publication_as_it_is_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = GUIDE / "adopters/index.md"
    project, host = tmp_path / "transparency", tmp_path / "host.git"
    write({**titled(page), ".gitignore": text_of(ROOT / ".gitignore")}, project)
    run(tmp_path, "git", "init", "--quiet", "--bare", host.name)
    for command in (
        "init --quiet -b main",
        "config user.name Desk",
        "config user.email desk@models.example",
        "add .",
        "commit --quiet -m 'First records'",
        "remote add origin ../host.git",
        "push --quiet -u origin main",
    ):
        run(project, "git", *shlex.split(command))
    monkeypatch.chdir(project)
    for name, value in environment(project).items():
        monkeypatch.setenv(name, value)
    told = CliRunner().invoke(main, ["check"])
    assert f"$ glasscase check\n{told.stdout}" in text_of(page)
    published = CliRunner().invoke(main, ["publish"])
    assert published.stdout.startswith("Published "), published.output
    listed = run(host, "git", "ls-tree", "-r", "--name-only", "public").splitlines()
    assert "models/wren-1b/1.0/record.json" in listed
    assert ".nojekyll" in listed
    assert not [name for name in listed if name.endswith((".yml", ".md"))]
    assert_data_is_as_described(host)


def assert_data_is_as_described(host: Path) -> None:
    """Compare a public branch with what the page on data says of versions and changes."""
    section = text_of(GUIDE / "adopters/data.md").partition("## Versions and changes")[2]
    addresses, _, keys = section.partition("\n## ")[0].partition("`changes.json` is")
    listed = run(host, "git", "ls-tree", "-r", "-t", "--name-only", "public").splitlines()
    of_later_versions = {"models/ID/VERSION/changes/", "models/ID/VERSION/since/"}
    described = [
        address
        for cell in re.findall(r"^\| (.+?) \|", addresses, re.MULTILINE)
        for address in _CODE.findall(cell)
        if address not in of_later_versions and not address.startswith("api/v1/changes/")
    ]
    assert len(described) == 10
    for address in described:
        path = address.rstrip("/").replace("ID", "wren-1b").replace("VERSION", "1.0")
        assert path in listed, address
    changes = json.loads(run(host, "git", "show", "public:api/v1/changes.json"))
    assert changes.keys() == {"schema", "first", "older", "changes"}
    claimed = {"effective_from", "announced"}
    rows = re.findall(r"^\| (`.+?) \|", keys, re.MULTILINE)
    names = {name for row in rows for name in _CODE.findall(row)}
    assert names - claimed <= set(changes["changes"][0]) <= names


def environment(home: Path) -> dict[str, str]:
    """Return variables that keep out the settings of whoever runs the tests."""
    path = "/usr/local/bin:/usr/bin:/bin"
    return {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}


def run(folder: Path, *command: str) -> str:
    return subprocess.run(
        command, cwd=folder, env=environment(folder), check=True, capture_output=True, text=True
    ).stdout


# Messages

CARD = "content/models/wren-3b.yml"
POLICY = "content/protocols/model-policy.md"
INCIDENT = "content/incidents/2026-001-missing-dose.yml"
LOW, SCORE = "low: 7.1\n      high: 12.3", 'value: 9.4\n    unit: "%"\n    higher_is: worse'
CAUSE = "root_cause: Numbers in tables were dropped when a text was cut to fit the model's input."
SLIPS = [
    (CARD, 'version: "1.1"\nstatus', "version: 1.10\nstatus"),
    (CARD, "limitations: |-", "limitation: |-"),
    (CARD, "value: 9.4", "value: 9,4"),
    (CARD, "value: 9.4", "value: 940"),
    (CARD, "operations: 2.1e23", "operations: 2.1"),
    (CARD, "parameter_range: 500M-5B", "parameter_range: 3B"),
    (CARD, "eu_market: 2026-06-02", "eu_market: 2026-05-02"),
    (CARD, "use:\n", "data:\n  crawled: {used: false, content: News sites}\nuse:\n"),
    (CARD, "protocols: [model-policy]", "protocols: [model-polcy]"),
    (CARD, "evaluations: [long-texts]", "evaluations: [long-text]"),
    (CARD, "intended: Summaries of", "intended: Summaries: of"),
    (POLICY, "---\nid", "id"),
    (POLICY, "section: Before a release", "section: Before release"),
    (POLICY, "cadence: P1Y", "cadence: yearly"),
    (POLICY, "effective_from: 2026-05-04", "effective_from: 2026-04-04"),
    (POLICY, "next: 2027-04-19", "next: 2026-04-19"),
    (POLICY, "next: 2027-04-19", "next: 2028-04-19"),
    (POLICY, "- id: withdrawal", "- id: unsupported-line"),
    (POLICY, 'version: "1.0"', 'version: "2.0"'),
    (POLICY, "../../models/wren-3b/", "../models/wren-3b"),
    (POLICY, 'value: 20\n      unit: "%"', "value: 0.2\n      unit: ratio of statements"),
    (INCIDENT, "discovered: 2026-09-09T09:05:00+02:00", "discovered: 2026-09-09T09:05:00"),
    (INCIDENT, "discovered: 2026-09-09", "discovered: 2026-09-07"),
    (INCIDENT, "at: 2026-10-02T10", "at: 2027-10-02T10"),
    (INCIDENT, "harms: [no-harm]", "harms: [no-harm, discrimination]"),
    (INCIDENT, "  resolved: 2026-10-01T12:00:00+02:00\n", ""),
    (INCIDENT, "    state: done\n    completed: 2026-09-09\n", "    state: done\n"),
    (INCIDENT, "due: 2026-12-18", "due: 2026-10-18"),
    (INCIDENT, "at: 2026-09-09T09:05", "at: 2026-09-07T09:05"),
    (INCIDENT, CAUSE, "root_cause: to be determined"),
    (INCIDENT, "None. The nurse", "None. jane.roe@gmail.com. The nurse"),
    (INCIDENT, "None. The nurse", "None. Call +33 6 12 34 56 78. The nurse"),
    (INCIDENT, "None. The nurse", "None. It named GB29 NWBK 6016 1331 9268 19. The nurse"),
    (INCIDENT, "None. The nurse", "None. It was Mrs. Roe. The nurse"),
]
"""Slips in the examples: file, what stands there, what is written by mistake."""


def slipped(file: str, right: str, wrong: str, folder: Path) -> Report:
    text = examples()[file]
    assert right in text, right
    return checked({**examples(), file: text.replace(right, wrong, 1)}, folder)


def test_the_editors_pages_quote_what_the_check_says(tmp_path: Path) -> None:
    said: list[tuple[str, str]] = []
    for number, slip in enumerate(SLIPS):
        findings = slipped(*slip, tmp_path / str(number)).findings
        assert findings, slip
        said += [(finding.rule, f"{finding.message}. {finding.help}") for finding in findings]
    quoted = [
        row
        for page in sorted(GUIDE.glob("editors/*.md"))
        for row in _MISTAKE.findall(text_of(page))
    ]
    assert len(quoted) >= len(SLIPS)
    unsaid = [
        (message, rule)
        for message, rule in quoted
        if not any(rule == known and _pattern(message).match(text) for known, text in said)
    ]
    assert unsaid == []


def _pattern(quoted: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part.strip()) for part in quoted.split("…")))


def test_the_editors_page_quotes_a_result_that_crosses_a_line(tmp_path: Path) -> None:
    [quoted] = blocks(GUIDE / "editors/models.md", "text")
    crossed = f"{SCORE.replace('9.4', '24.5')}\n    uncertainty:\n      low: 21.1\n      high: 27.3"
    report = slipped(CARD, f"{SCORE}\n    uncertainty:\n      {LOW}", crossed, tmp_path)
    [finding] = report.findings
    assert finding.rule == "threshold-exceeded"
    assert finding.message.startswith(" ".join(quoted.split()))


def test_the_editors_page_quotes_a_whole_line_of_a_report(tmp_path: Path) -> None:
    [quoted] = blocks(GUIDE / "editors/index.md", "text")
    report = slipped(CARD, 'first: "2026-06-02"', 'first: "June 2026"', tmp_path)
    assert render(report).startswith(quoted.strip())


PUBLISHED = day("2026-11-21")


def test_the_page_on_versions_quotes_what_the_tools_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = GUIDE / "editors/versions.md"
    forgotten, compared, silent = blocks(page, "text")
    note = blocks(page, "yaml")[0].partition("\n")[2]
    write(examples(), tmp_path)
    publish(tmp_path, PUBLISHED)
    monkeypatch.chdir(tmp_path)
    raised = examples()[POLICY].replace("value: 20\n", "value: 25\n")
    assert forgotten in said_of(raised)

    place = "effective_from: 2026-05-04\n"
    noted = raised.replace('"1.0"', '"1.1"', 1).replace(place, f"{place}{note}", 1)
    assert said_of(noted) == "no problems in 5 files\n"
    told = CliRunner().invoke(main, ["diff", "model-policy"], env={"FORCE_COLOR": ""})
    assert told.stdout == compared

    [summary] = re.findall(r"summary: (.*)", note)
    [reason] = re.findall(r"reason: (.*)", note)
    vague = noted.replace(summary, "The wording is clearer.")
    assert silent in said_of(vague.replace(reason, "Readers asked for it."))


def said_of(policy: str) -> str:
    """Return what the check says in the working folder, with this text of the policy."""
    Path(POLICY).write_text(policy, encoding="utf-8")
    found = configuration(Path("mkdocs.yml").absolute())
    archive = local_archive(found.project, found.branch, found.remote)
    result = survey(found, today=DAY, take=nothing, archive=archive)
    count = len(list(Path("content").rglob("*.[ym]*"))) - 1
    return render(Report(result.findings, source=Sources(found.project).text, checked=count))


def test_findings_of_the_verification_that_are_named_exist() -> None:
    page = text_of(GUIDE / "adopters/verifying.md")
    table = page.partition("## What it finds")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    named = {name for cell in cells for name in _CODE.findall(cell)}
    assert len(named) > 10
    assert named <= FAULTS.keys()


def test_the_entries_and_the_checkpoint_that_are_shown_are_well_formed() -> None:
    page = GUIDE / "developers/formats.md"
    shown = [parse_entry(block.strip().encode()) for block in blocks(page, "json")]
    assert [entry.type for entry in shown] == ["version", "erasure"]
    _addresses, checkpoint = blocks(page, "text")
    parsed, note = parse_checkpoint(checkpoint.encode())
    assert (parsed.origin, parsed.size, len(note.signatures)) == (
        "transparency.models.example",
        5,
        1,
    )


# Commands, options, targets


def commands(page: Path) -> Iterator[str]:
    """Give every command that a page shows, in its text or in a console."""
    text = text_of(page)
    for line in "\n".join(blocks(page, "console")).splitlines():
        yield line.strip().removeprefix("$ ").removeprefix(".venv/bin/").partition("  #")[0]
    for code in _CODE.findall(_BLOCK.sub("", text)):
        yield code.removeprefix(".venv/bin/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_exist_with_the_options_that_are_shown(page: Path) -> None:
    for line in commands(page):
        if not line.startswith("glasscase ") or line == "glasscase --version":
            continue
        name, *arguments = shlex.split(line)[1:]
        command = main.get_command(click.Context(main), name)
        assert command is not None, line
        parser = command.make_parser(click.Context(command))
        try:
            values, _, _ = parser.parse_args([word for word in arguments if word != "…"])
        except click.BadOptionUsage:
            continue  # the text speaks of an option without giving it a value
        except click.UsageError as error:
            pytest.fail(f"{line}: {error}")
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice) and parameter.name in values:
                assert values[parameter.name] in parameter.type.choices, line


def test_every_command_is_in_the_readme() -> None:
    table = set(re.findall(r"^\| `glasscase ([a-z]+)` \|", text_of(README), re.MULTILINE))
    assert table == set(main.list_commands(click.Context(main)))


def test_every_form_of_report_is_explained() -> None:
    page = text_of(GUIDE / "adopters/ci.md")
    table = page.partition("### Forms of the report")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE)) == {
        form.value for form in ReportFormat
    }


def test_every_option_of_the_import_is_explained() -> None:
    command = main.get_command(click.Context(main), "import")
    assert command is not None
    options = {
        option for parameter in command.params for option in parameter.opts if option[0] == "-"
    }
    table = re.findall(r"^\| `(--[a-z-]+)", text_of(GUIDE / "adopters/importing.md"), re.MULTILINE)
    assert set(table) == options


def test_every_option_of_the_plugin_is_explained() -> None:
    page = text_of(GUIDE / "adopters/configuration.md")
    table = page.partition("## Options of the plugin")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", table, re.MULTILINE))
    shown = {"False": "`false`", "True": "`true`", "public": "`public`"}
    shown |= dict.fromkeys(("", "None", "[]", "{}"), "empty")
    assert rows == {
        name: shown[str(option.default)]
        for name, option in vars(GlasscaseConfig).items()
        if isinstance(option, BaseConfigOption)
    }
    [example] = [
        block
        for block in blocks(GUIDE / "adopters/configuration.md", "yaml")
        if "plugins:" in block
    ]
    [_, plugin] = yaml.safe_load(example)["plugins"]
    assert plugin["glasscase"].keys() == rows.keys()


def test_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    shown = {
        match[1]
        for page in PAGES
        for line in commands(page)
        if (match := re.match(r"make ([a-z-]+)", line))
    }
    assert {"site", "test"} <= shown
    assert shown <= targets


def test_files_that_are_named_exist() -> None:
    named = {
        code
        for page in (README, ROOT / "CONTRIBUTING.md", *GUIDE.glob("developers/*.md"))
        for code in _CODE.findall(_BLOCK.sub("", text_of(page)))
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)+", code)
        and not code.startswith(("KIND/", "api/", "log/checkpoint", "log/tile/"))
    }
    bases = (ROOT, ROOT / "generator/glasscase", ROOT / "generator/glasscase/site")
    made = {".venv/bin/glasscase", "tests/tools/node_modules", "checks/rules/RULE.md"}
    made |= {"incidents/incidents.csv"}  # On the site.
    assert "checks/run.py" in named
    assert [
        name for name in sorted(named - made) if not any((b / name).exists() for b in bases)
    ] == []


# The built pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, compiled_templates: None) -> Path:
    """Build the site of this repository; nothing but its records may give a warning."""
    warnings: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: warnings.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        built = build_site(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("site"))
    finally:
        logger.removeHandler(handler)
    # What is overdue in the records depends on the day.
    assert [text for text in warnings if not text.startswith("the records:")] == []
    return built


@cache
def parsed(page: Path) -> html.HtmlElement:
    return html.document_fromstring(page.read_bytes())


def test_links_of_the_documentation_lead_somewhere(site: Path) -> None:
    dead: list[str] = []
    pages = sorted((site / "documentation").rglob("index.html"))
    assert len(pages) > 100
    for page in pages:
        for link in parsed(page).xpath("//main//a/@href"):
            if not _leads_somewhere(site, page, link):
                dead.append(f"{page.relative_to(site).parent}: {link}")
    assert dead == []


def _leads_somewhere(site: Path, page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https", "mailto")
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_file() or not target.is_relative_to(site.resolve()):
        return False
    if not parts.fragment or target.suffix != ".html":
        return True
    return bool(parsed(target).xpath("//*[@id=$id]", id=unquote(parts.fragment)))


def test_links_of_the_repositorys_own_pages_lead_somewhere() -> None:
    for page in (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "SECURITY.md"):
        for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
            parts = urlsplit(link)
            assert parts.scheme == "https" or (ROOT / parts.path).exists(), f"{page.name}: {link}"


def test_the_picture_in_the_readme_is_small() -> None:
    assert (ROOT / ".github/screenshot.png").stat().st_size < 250_000


_PLACE = re.compile(r"\b(ID|VERSION|FORM)\b")


def test_the_addresses_of_data_exist(site: Path) -> None:
    page = text_of(GUIDE / "adopters/data.md").partition("## The index")[0]
    addresses = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert len(addresses) == 12
    missing = [address for address in addresses if not list(site.glob(_PLACE.sub("*", address)))]
    assert missing == []


def test_the_index_is_as_described_and_its_digests_are_right(site: Path) -> None:
    page = text_of(GUIDE / "adopters/data.md").partition("## The index")[2].partition("\n## ")[0]
    described = set(
        re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)))
    )
    index = json.loads((site / "api/v1/index.json").read_bytes())
    address = yaml.safe_load(text_of(ROOT / "mkdocs.yml").partition("\ntheme:")[0])["site_url"]
    assert len(index["records"]) > 10
    for entry in index["records"]:
        assert set(entry) == described
        data = (site / entry["record"].removeprefix(address)).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
