"""Every key that code puts together has words in both catalogues, whatever is in its places."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, get_args

import test_help
from composed_material import PACKAGE, Module, arguments, everything, filled

from qualcode import table_spec
from qualcode.agreement import models
from qualcode.agreement.coefficients import COEFFICIENTS, UNITIZING
from qualcode.agreement.matrix import Rule
from qualcode.agreement.other_tools import figure
from qualcode.agreement.unitizing.segments import Overlap
from qualcode.analysis import TABLES
from qualcode.analysis.attributes import Dated
from qualcode.analysis.concordance import By, Order
from qualcode.analysis.drill_down import What
from qualcode.app import compare, verify
from qualcode.app.codebook import page as codebook_page
from qualcode.app.compare import rounds
from qualcode.app.compare.agreement import ASKED
from qualcode.app.menu import PAGES
from qualcode.app.overview import study_progress
from qualcode.app.results import estimates, kwic
from qualcode.app.transcripts import page as transcripts
from qualcode.app.verify.quality import SAMPLES
from qualcode.codebook.lint import Severity
from qualcode.codebook.meaning import ChangeKind
from qualcode.frequency import anchoring_table
from qualcode.frequency.anchoring import Answer, Unmeasured
from qualcode.frequency.estimate import Method
from qualcode.frequency.report import Refusal
from qualcode.gathering import events, search
from qualcode.gathering.code_passages import Held
from qualcode.gathering.search import Extent
from qualcode.i18n import catalogue
from qualcode.ingest import lines
from qualcode.ingest.preview import Refused
from qualcode.model import (
    CAUSES,
    LEVELS,
    MODES,
    ORIGINS,
    RESULTS,
    ROUND_KINDS,
    UNIT_KINDS,
    Act,
    Exposure,
    RoundStatus,
    TranscriptKind,
)
from qualcode.project.sources.people import Fixed
from qualcode.review import Standing
from qualcode.review.disagreement import Grouping
from qualcode.suggest import why
from qualcode.suggest.learned import Scale
from qualcode.suggest.queue import QUEUES
from qualcode.suggest.verdict import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

LED_TO = [it for it in PAGES if it != "search"]
"""The pages that a sentence leads to."""
FIGURES = (
    ("atlasti", "alpha_binary"), ("atlasti", "csu_alpha"), ("atlasti", "cu_alpha"), ("atlasti",
    "cu_alpha_domains"), ("atlasti", "holsti"), ("atlasti", "percent"), ("dedoose", "kappa"),
    ("maxqda", "frequency"), ("maxqda", "kappa"), ("maxqda", "present"), ("maxqda", "segments"),
    ("nvivo", "kappa"), ("nvivo", "kappa_by_size"), ("nvivo", "percent"), ("nvivo",
    "percent_by_size"), ("qualcoder", "kappa"),
)  # fmt: skip
"""The figures of other tools, with the tool of each."""
MEASURES = {
    *UNITIZING,
    "alpha_u_2004",
    "f1",
    *(it for name, each in COEFFICIENTS.items() for it in each.words or (name,)),
}
"""The words of coefficients."""
LISTED: dict[str, Iterable[Any] | Callable[[], set[str]]] = {
    "adjudication.reason.{it.decision.reason}": CAUSES,
    "adjudication.reason.{item.decision.reason}": CAUSES,
    "adjudication.reason.{said_.reason}": CAUSES,
    "adjudication.reason.{said.reason}": CAUSES,
    "adjudication.result.{item.decision.result}": RESULTS,
    "adjudication.result.{said_.result}": RESULTS,
    "agreement.note.rule_{it.rule}": get_args(Rule),
    "agreement.tools.counted.{figure.counted}": get_args(figure.Counted),
    "agreement.tools.figure.{each.tool}.{each.figure}": FIGURES,
    "agreement.tools.figure.{figure.tool}.{figure.figure}": FIGURES,
    "agreement.tools.name.{each.tool}": ("atlasti", "dedoose", "maxqda", "nvivo", "qualcoder"),
    "agreement.tools.name.{figure.tool}": ("atlasti", "dedoose", "maxqda", "nvivo", "qualcoder"),
    "agreement.tools.overlap.{rule}": get_args(Overlap),
    "agreement.tools.why.{figure.tool}.{figure.figure}": FIGURES,
    "anchoring.answer.{answer}": get_args(Answer),
    "anchoring.kind.{part.kind}": get_args(anchoring_table.Kind),
    "anchoring.mode.{mode}": [it for it in MODES if it != "never"],
    "anchoring.reason.{one.reason}": get_args(Unmeasured),
    "anchoring.said.{key}": (
        "addition_less", "addition_more", "adoption_less", "adoption_more", "descriptive",
        "descriptive_undefined", "settled", "unclear", "undefined",
    ),
    "app.adjudicate.by_{it}": get_args(Grouping),
    "app.codebook.act_{it}": ("merge", "order", "remove", "split"),
    "app.codebook.effect.{name}": ("examples", "keywords", "relations"),
    "app.codebook.finding.{finding.rule}": lambda: arguments("Finding"),
    "app.codebook.level_{code.level}": LEVELS,
    "app.codebook.view_{it}": codebook_page.VIEWS,
    "app.codebook.{finding.severity}": get_args(Severity),
    "app.compare.interval_{it}": ASKED,
    "app.compare.open_{held.kind}": ROUND_KINDS,
    "app.compare.overlap_{one}": get_args(Overlap),
    "app.compare.view_{it}": compare.VIEWS,
    "app.decision.{act}": get_args(Act),
    "app.decision.{item.act}": get_args(Act),
    "app.evidence.score_{why.scale}": get_args(Scale),
    "app.evidence.{it.kind}": ("keyword", "pattern", "weight", "similar", "against"),
    "app.happened.{done.kind}": {*events.KINDS.values()} - {events.WORK},
    "app.mode.{mode}": MODES,
    "app.mode.{mode}_means": MODES,
    "app.next.go_{page}": LED_TO,
    "app.next.go_{step.page}": LED_TO,
    "app.next.{step.sentence}": lambda: arguments("Step", 1),
    "app.node.held_{item.held}": [it for it in get_args(Held) if it],
    "app.overview.{it}": study_progress.DIARY,
    "app.people.fixed_{why}": get_args(Fixed),
    "app.person.{it.name}": (
        "asks", "group", "label", "letter", "pseudonym", "role", "transcript", "turns", "words",
    ),
    "app.preview.doubt_{doubt.kind}": lambda: arguments("Doubt"),
    "app.preview.refused_{seen.why}": get_args(Refused),
    "app.quality.{it}": SAMPLES,
    "app.queue.{it}": QUEUES,
    "app.queue.{queue}_means": QUEUES,
    "app.results.behind_{figure.what}": get_args(What),
    "app.results.kwic_by_{it}": get_args(By),
    "app.results.kwic_order_{it}": get_args(Order),
    "app.results.{it}": (*TABLES, estimates.NAME, kwic.NAME),
    "app.round_kind.{found.kind}": ROUND_KINDS,
    "app.round_kind.{held.kind}": ROUND_KINDS,
    "app.round_kind.{it}": rounds.KINDS,
    "app.round_status.{found.status}": get_args(RoundStatus),
    "app.round_status.{held.status}": get_args(RoundStatus),
    "app.search.extent_{it}": get_args(Extent),
    "app.search.kind_help_{kind}": get_args(search.Kind),
    "app.search.kind_{it}": get_args(search.Kind),
    "app.transcripts.tab_{it}": transcripts.VIEWS,
    "app.verify.view_{it}": verify.VIEWS,
    "app.{words}_help": ("code.others", "code.outlined"),
    "calculator.column.{each}": (
        "alpha", "both", "code", "coefficient", "convention", "count", "counted",
        "coverage", "error", "error_source", "f1", "high", "interval", "k_u", "label",
        "low", "n", "n_coder", "only", "only_a", "only_b", "undefined", "units_of",
        "value",
    ),
    "calculator.count.{key}": (
        "characters", "characters_two", "coders", "codes", "merged", "missing", "ratings",
        "spans", "transcripts", "transcripts_two", "units", "units_none", "units_one",
        "units_two", "values",
    ),
    "calculator.note.{f'matched_{choice.overlap}' if choice.threshold else 'matched_any'}": (
        "matched_any",
        *(f"matched_{it}" for it in get_args(Overlap)),
    ),
    "calculator_reason.{reason}": (
        "constant", "distinct", "empty", "few", "running", "total", "unlike", "verdict",
    ),
    "codebook_diff.kind.{change.kind}": get_args(ChangeKind),
    "coefficient.convention.{one.words}": MEASURES,
    "coefficient.convention.{words}": MEASURES,
    "coefficient.label.{each.named(case, name)}": MEASURES,
    "coefficient.label.{one.words}": MEASURES,
    "coefficient.label.{words}": MEASURES,
    "codebook_diff.of.{name}": (
        "colour", "definition", "examples", "exclude", "group", "groups", "include", "key",
        "keywords", "labels", "level", "order", "parent", "patterns", "relations", "title",
    ),
    "coder_kind.{known.kind}": ("person", "panel"),
    "command.{name}": test_help.KEYS,
    "curve.model.{name}": ("mix", "ours", "plain", "random"),
    "error.system.{name}": (
        "eacces", "ebusy", "eio", "eisdir", "enoent", "enospc", "enotdir", "eperm", "erofs",
    ),
    "kind.{kind}": UNIT_KINDS,
    "round.{found.kind}": ROUND_KINDS,
    "verdict.{decision.result}": RESULTS,
    "verdict.{said.result}": RESULTS,
    "frequencies.method.{shown.method}": get_args(Method),
    "frequencies.refused.{refusal}": get_args(Refusal),
    "frequencies.refused.{refused}": get_args(Refusal),
    "frequencies.refused.{why}": get_args(Refusal),
    "learning_curve.reason.{curve.reason}": ("no_code", "too_few_transcripts"),
    "model_agreement.kind.{one.kind}": get_args(models.Kind),
    "origin.{item.origin}": ORIGINS,
    "plan.reason.{reason}": (
        "all_alike", "few_transcripts", "no_overlap", "no_variation", "not_applied",
        "one_transcript", "perfect", "undefined_without_one",
    ),
    "quality.reason.{found.reason}": (
        "blind_unread", "no_scores", "not_sealed", "one_transcript", "other_meaning",
        "too_few_negatives", "too_few_positives",
    ),
    "quality.reason.{said.reason}": (
        "blind_unread", "no_scores", "not_sealed", "one_transcript", "other_meaning",
        "too_few_negatives", "too_few_positives",
    ),
    "quality.scale.{because.scale}": get_args(Scale),
    "quality.scale.{one.scale}": get_args(Scale),
    "quality.why.{key}": ("good", "humans_half", "humans_sure", "low_f1", "low_rank", "rare"),
    "quality.word.{said.word}": get_args(Word),
    "standing.{standing(held)}": get_args(Standing),
    "standing.{standing}": get_args(Standing),
    "suggest.reason.{one.reason}": (
        "nothing_found", "one_transcript", "too_few_negatives", "too_few_positives",
        "too_few_transcripts",
    ),
    "table.level.{code.level}": LEVELS,
    "table.level.{value}": LEVELS,
    "table.source.{reference.text.kind}": get_args(TranscriptKind),
    "table.unit.{column.unit}": get_args(table_spec.Unit),
    "unit.{corpus.unit}": (*UNIT_KINDS, "character"),
    "unit.{design.unit}": (*UNIT_KINDS, "character"),
    "unit.{it}": (*UNIT_KINDS, "character"),
    "unit.{plan.unit}": (*UNIT_KINDS, "character"),
    "unit.{unit}": (*UNIT_KINDS, "character"),
    "unread.{about}": get_args(Dated),
    "why.reason.{reason}": get_args(why.Reason),
    "{HEADINGS}.{noun}": [(lines.HEADINGS, it) for it in lines.NOUNS],
    "{section}.{key}": [
        *(("origin", it) for it in ORIGINS),
        *(("exposure", it) for it in get_args(Exposure)),
    ],
    "{section}.{name}": [
        *(("origin", it) for it in ORIGINS),
        *(("exposure", it) for it in get_args(Exposure)),
    ],
    "{section}.{noun}": [
        ("calculator_doubt", "sums"),
        ("calculator_rows", "sums"),
        ("calculator_rows", "notes"),
        ("calculator_rows", "unit_of_columns"),
        *((lines.HEADINGS, it) for it in lines.NOUNS),
    ],
}  # fmt: skip
"""What stands in the places of each key that code composes from what cannot be followed.

Where the values are those of a type or a constant, they are taken from it. ``composed_material``
follows the other composed keys to where their parts are written.
"""


def listed(pattern: str) -> set[str]:
    """Return the keys of a pattern whose values are listed."""
    values = LISTED.get(pattern, ())
    return {filled(pattern, it) for it in (values() if callable(values) else values)}


def test_a_key_that_is_put_together_exists_whatever_is_in_its_places() -> None:
    """One that is composed in a new way is listed here, with what stands in its places."""
    assert everything()
    for found in everything():
        if found.keys is None:
            assert found.pattern in LISTED, f"{found.where}: list the values of {found.pattern}"
        keys = listed(found.pattern) if found.keys is None else found.keys
        assert keys - catalogue("zh").keys() == set(), f"{found.where}: {found.pattern}"


def test_no_composed_key_is_listed_that_code_does_not_compose() -> None:
    assert LISTED.keys() == {it.pattern for it in everything() if it.keys is None}


def test_no_key_stands_for_nothing() -> None:
    """The end of every key is written in code, or is put together from what is written there."""
    python, scripts = words_in_code()
    pieces = {it for it in python if it.endswith("_")}
    left = catalogue("zh").keys()
    for found in everything():
        left -= listed(found.pattern) if found.keys is None else found.keys
    for key in sorted(left):
        parts = key.split(".")
        ends = {".".join(parts[n:]) for n in range(len(parts))}
        in_scripts = any(re.fullmatch(it, parts[-1]) for it in scripts)
        assert (
            ends & python
            or any(end.startswith(it) for end in ends for it in pieces)
            or (parts[0] == "app" and in_scripts)
            or parts[0] in {"press", "row"}  # by the command that a cure names, by a table
        ), f"nothing says {key}"


def words_in_code() -> tuple[set[str], set[str]]:
    """Return the strings of Python files, and patterns of what scripts ask for."""
    strings = {
        str(node.value).partition(" ")[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    script = "".join(it.read_text(encoding="utf-8") for it in PACKAGE.rglob("*.js"))
    before, after = re.findall(r"(\w+_)\$\{", script), re.findall(r"\}(_\w+)`", script)
    asked = {
        *re.findall(r"\w+", script),
        *(f"{it}.*" for it in before),
        *(f".*{it}" for it in after),
    }
    return strings, asked


def test_a_composed_key_is_found_however_it_is_said(tmp_path: Path) -> None:
    """In a function that says words, from a loop, from a parameter; an attribute is listed."""
    source = tmp_path / "said.py"
    source.write_text(
        "def f(language, one):\n"
        "    def say(key):\n"
        "        return tr(f'a.{key}', language)\n"
        "    say(f'b_{one.kind}')\n"
        "    for it in ('x', 'y'):\n"
        "        tr(f'c.{it}')\n"
        "        say('d' if one else f'{it}e')\n",
        encoding="utf-8",
    )
    found = [(it.pattern, it.keys) for it in Module(source, tmp_path).composed()]
    assert found == [
        ("a.b_{one.kind}", None),
        ("c.{it}", {"c.x", "c.y"}),
        ("a.{'d' if one else f'{it}e'}", {"a.d", "a.xe", "a.ye"}),
    ]
