"""The walls of the house, read from the source. Their negative controls: test_architecture_controls.py."""

import ast
import tomllib
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ledsagning", "hours", "admin_costs", "tests")

# A new file fails until it has been given its layer here. Folders count as one name.
LAYERS = {
    "hours": {
        "pure": "policy errors ledger rules matching times words written written_words written_times "
        "written_holidays one_line series_rules days_off working_time week_patterns written_hours "
        "timeline pay_rules pay_columns planning planning_grid planning_bound planning_greedy "
        "planning_search planning_relaxed planning_rests planning_dive tally_rules",
        "orm": "models queries pools bookings assignments visits events transactions worklist guards "
        "access habits wishes people_search series series_changes favourites outbox remarks feeds "
        "history drafts claims escort_outbox fitting misfits staffing offers absences "
        "availability escort_news outbox_counts escort_feeds answer_links own_month "
        "second_thoughts escort_day rota attests supplements payroll payroll_file reported "
        "receipts proposals planning_facts tallies",
        "edge": "forms staff_forms tables messages calendars views urls staff_urls checks apps management "
        "questions suggested templatetags decision_forms series_forms contact_forms remark_forms "
        "letters favourite_forms beginnings delivery sms mail peers history_charts photos "
        "page_words series_answers series_page people_forms escort_forms offering escort_letters "
        "board_forms timeline_svg timeline_table trace pay_forms pay_tables report_forms "
        "proposal_forms proposal_words improving",
    },
    "admin_costs": {
        "pure": "costs tdabc disclosure disclosure_audit group_rules reading intervals sampling funnels "
        "compared process_costs what_if time_equations survey_questions survey_codes "
        "survey_shares survey_drafts measure_kinds measures measure_rules kpb kolada_kpis "
        "kolada_rows",
        "pandas": "comparison evaluation segmented differences equivalence newey_west steps methods "
        "verdicts placebo power bootstrap price_levels survey_rounds counted",
        "orm": "models effort surveys monthly rates changes imports import_files import_kinds "
        "import_rows reasons stopwatch usual time_studies page_head invoices guards price_files "
        "group_figures groups_read exchange group_audit capacity work_done administration "
        "baseline rounds round_counts round_results year_figures measure_figures measure_facts "
        "kolada prices municipality_names exchange_json",
        "frames": "frames",  # the one place where the ORM and pandas meet
        "edge": "charts svg exports forms tables wording outcomes views urls checks apps management "
        "templatetags share_charts time_forms conclusions method_words power_words funnel_charts "
        "group_words group_tables group_exports group_forms administration_tables "
        "administration_exports administration_forms flow_charts quality what_if_forms "
        "what_if_words bar_charts survey_charts survey_exports survey_forms survey_words "
        "measure_words measure_tables measure_charts measure_exports measure_forms kolada_client "
        "kolada_words kolada_charts kolada_tables kolada_forms change_forms pdf_files explained "
        "explained_words explained_ground explained_files group_explained workbooks "
        "report_columns group_columns",
    },
}
MAY_IMPORT = {
    "pure": {"pure"},
    "pandas": {"pure", "pandas"},
    "orm": {"pure", "orm"},
    "frames": {"pure", "pandas", "orm", "frames"},
    "edge": {"pure", "pandas", "orm", "frames", "edge"},
}
# From the ground up: each floor may use those before it. The template tags are every page's words and icons,
# and spreadsheets make any table a file.
GROUND = ("ledsagning.people", "ledsagning.templatetags", "ledsagning.spreadsheets")
FLOORS = (GROUND, ("hours",), ("admin_costs",), ("ledsagning",))
MAY_APPEND_TO_THE_LEDGER = {"hours/pools.py", "hours/bookings.py", "hours/assignments.py"}
SAYS_NOTHING = {"services", "utils", "helpers", "common", "misc"}
TOP_LEVEL = {
    *("ledsagning", "hours", "admin_costs", "templates", "tests", "docs", "manage.py"),
    *("pyproject.toml", "requirements.txt", "requirements-dev.txt", "Makefile", "README.md", "LICENSE"),
    *(".ci", ".git", ".gitignore", ".editorconfig"),
}
PURE = ("pure", "pandas")
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
LONGEST_FUNCTION = 40
LONGEST_FILE = 400

Rule = Callable[[PurePosixPath, str], list[str]]


def layer_of(app: str, module: str) -> str | None:
    """The layer of `module` (first name inside the app), or None when it has not been given one."""
    return next((layer for layer, names in LAYERS[app].items() if module in names.split()), None)


def place(path: PurePosixPath) -> tuple[str, str | None]:
    """The package and layer of a file; no layer outside `hours` and `admin_costs`, nor in migrations."""
    package = path.parts[0]
    if package not in LAYERS or len(path.parts) < 2:
        return package, None
    return package, layer_of(package, PurePosixPath(path.parts[1]).stem)


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything that is imported anywhere in the file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def floor_of(dotted: str) -> int | None:
    for number, packages in enumerate(FLOORS):
        if any(within(dotted, package) for package in packages):
            return number
    return None


def every_file_has_a_layer(path: PurePosixPath, source: str) -> list[str]:
    package, layer = place(path)
    exempt = path.name == "__init__.py" or "migrations" in path.parts
    if package not in LAYERS or layer or exempt:
        return []
    return [f"{path}: has no layer in tests/test_architecture.py"]


def imports_go_down(path: PurePosixPath, source: str) -> list[str]:
    """ledsagning.people ← hours ← admin_costs ← the site; admin_costs sees of hours only hours.queries."""
    here = floor_of(".".join(path.with_suffix("").parts))
    if here is None:
        return []
    found = []
    for line, name in imports(source):
        there = floor_of(name)
        up = there is not None and there > here
        past_the_door = path.parts[0] == "admin_costs" and within(name, "hours")
        if up or (past_the_door and not within(name, "hours.queries")):
            found.append(f"{path}:{line}: may not import {name}")
    return found


def layers_go_inward(path: PurePosixPath, source: str) -> list[str]:
    """Inside an app pure ← ORM ← edge; pure and pandas files know nothing of other apps."""
    package, layer = place(path)
    if layer is None:
        return []
    found = []
    for line, name in imports(source):
        first, _, rest = name.partition(".")
        if first == package and rest:
            there = layer_of(package, rest.split(".")[0])
            if there and there not in MAY_IMPORT[layer]:
                found.append(f"{path}:{line}: {layer} may not import {name}")
        elif floor_of(name) is not None and layer in PURE:
            found.append(f"{path}:{line}: {layer} may not import {name}")
    return found


def frameworks_stay_in_their_layer(path: PurePosixPath, source: str) -> list[str]:
    """No Django in pure and pandas files; no pandas in `hours`, in pure or ORM files, nor beside the ORM."""
    package, layer = place(path)
    names = list(imports(source))
    touches_orm = any(
        within(name, "django.db")
        or (within(name, package) and layer_of(package, name.split(".")[1]) in ("orm", "frames"))
        for _, name in names
        if layer == "edge" and "." in name
    )
    no_django = layer in PURE
    no_pandas = package == "hours" or layer in ("pure", "orm") or touches_orm
    return [
        f"{path}:{line}: {name} does not belong in a file that is {layer or package}"
        for line, name in names
        if (no_django and name.startswith("django")) or (no_pandas and within(name, "pandas"))
    ]


def pure_files_are_told_the_time(path: PurePosixPath, source: str) -> list[str]:
    if place(path)[1] not in PURE:
        return []
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            last = called.rpartition(".")[2]
            if last in ("now", "today", "utcnow", "localdate") or called in ("time.time", "time.monotonic"):
                found.append(f"{path}:{node.lineno}: {called}() in a file that must be told the time")
    return found


def the_ledger_is_written_in_its_own_files(path: PurePosixPath, source: str) -> list[str]:
    if str(path) in MAY_APPEND_TO_THE_LEDGER or path.parts[0] == "tests" or "migrations" in path.parts:
        return []
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            names = ast.unparse(node.func).split(".")
            made = names[-1] == "LedgerEntry"
            writes = "create" in names[-1] or names[-1] in ("save", "update")
            if made or (writes and {"LedgerEntry", "lines"} & set(names)):
                found.append(f"{path}:{node.lineno}: writes the passbook past hours.pools")
    return found


def imports_are_absolute(path: PurePosixPath, source: str) -> list[str]:
    return [
        f"{path}:{node.lineno}: relative import"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def inline_imports_are_explained(path: PurePosixPath, source: str) -> list[str]:
    """An import inside a function has a comment beside it or just above it that gives the reason."""
    lines = source.splitlines()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, FUNCTION)]
    inline = {
        node for f in functions for node in ast.walk(f) if isinstance(node, ast.Import | ast.ImportFrom)
    }
    found = []
    for node in sorted(inline, key=lambda node: node.lineno):
        beside, above = lines[node.lineno - 1], lines[node.lineno - 2].strip()
        if "#" not in beside and not above.startswith("#"):
            found.append(f"{path}:{node.lineno}: import inside a function without its reason")
    return found


def names_say_something(path: PurePosixPath, source: str) -> list[str]:
    return [
        f"{path}: says nothing of what lives there"
        for part in path.parts
        if part.split(".")[0] in SAYS_NOTHING
    ]


def rooms_are_small(path: PurePosixPath, source: str) -> list[str]:
    if "migrations" in path.parts:
        return []
    length = len(source.splitlines())
    found = [f"{path}: {length} lines"] if length > LONGEST_FILE else []
    for node in ast.walk(ast.parse(source)) if path.parts[0] != "tests" else ():
        if isinstance(node, FUNCTION) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION:
            found.append(f"{path}:{node.lineno}: {node.name} has {node.end_lineno - node.lineno + 1} lines")
    return found


def unknown_at_the_top(names: list[str], ignored: list[str]) -> list[str]:
    """Names at the top of the repository that are neither listed above nor ignored by git."""
    return [
        name
        for name in names
        if name not in TOP_LEVEL and not any(fnmatch(name, pattern.strip("/")) for pattern in ignored)
    ]


RULES: list[Rule] = [
    every_file_has_a_layer,
    imports_go_down,
    layers_go_inward,
    frameworks_stay_in_their_layer,
    pure_files_are_told_the_time,
    the_ledger_is_written_in_its_own_files,
    imports_are_absolute,
    inline_imports_are_explained,
    names_say_something,
    rooms_are_small,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    breaches = [
        breach
        for path in [ROOT / "manage.py", *files]
        for breach in rule(PurePosixPath(path.relative_to(ROOT)), path.read_text("utf-8"))
    ]
    assert not breaches, "\n" + "\n".join(breaches)


def test_pure_files_are_checked_strictly() -> None:
    """The strict list of mypy in pyproject.toml names them all."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    strict = next(o["module"] for o in config["tool"]["mypy"]["overrides"] if o.get("disallow_untyped_defs"))
    pure = [
        f"{app}.{name}" for app in LAYERS for layer in PURE for name in LAYERS[app].get(layer, "").split()
    ]
    assert sorted(strict) == sorted(pure)


def test_nothing_unknown_lies_at_the_top() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert unknown_at_the_top([path.name for path in ROOT.iterdir()], ignored) == []


def test_a_stray_file_at_the_top_is_found() -> None:
    assert unknown_at_the_top(["hours", "notes.txt", ".venv"], [".venv/"]) == ["notes.txt"]
