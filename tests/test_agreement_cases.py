"""Published and cross-checked values of agreement coefficients, each with its source.

The cases are `data/agreement_cases.json`, or the file named in QUALCODE_AGREEMENT_CASES in the
same format: a list of objects with `coefficient`, `params`, `data`, `expected` and `tolerance`.
"""

from __future__ import annotations

import json
import os
from math import isnan, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qualcode import agreement
from qualcode.agreement import kappa, planning, unitizing
from qualcode.agreement.chance import fleiss_chance
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.continuum import Continuum

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.agreement import Estimate

Case = dict[str, Any]
OWN = Path(__file__).parent / "data" / "agreement_cases.json"
FILE = Path(os.environ.get("QUALCODE_AGREEMENT_CASES") or OWN)
NOT_PASSONNEAU = "masi_dkpro"
"""A distance kept among the cases as a warning: it must not be what a tool calls MASI."""


def names_of(data: Case) -> list[Any]:
    """Return the categories in ascending order, also those that nobody used."""
    if "rows" not in data:
        return list(data["categories"])
    given = {value for row in data["rows"] for value in row if value is not None}
    return sorted(
        given | set(data.get("categories") or ()), key=lambda it: (isinstance(it, str), it)
    )


def values_of(data: Case, params: Case) -> dict[Any, float]:
    """Return a number for every category: itself, or its place where it is a word."""
    names = names_of(data)
    if "order" in params:
        return {name: float(params["order"].index(name)) for name in names}
    if "numeric" in params:
        return {name: float(params["numeric"][name]) for name in names}
    if any(isinstance(name, str) for name in names):
        return {name: float(place) for place, name in enumerate(names)}
    return {name: float(name) for name in names}


def patterns_of(case: Case) -> Patterns:
    data = case["data"]
    if data["type"] == "binary_table":
        a, b, c, d = table_of(data)
        return Patterns.of_contingency([[d, c], [b, a]], (0, 1))
    values = values_of(data, case["params"])
    if data["type"] == "contingency":
        return Patterns.of_contingency(data["matrix"], [values[it] for it in data["categories"]])
    if data["type"] == "counts":
        return Patterns.of_counts(data["matrix"], [values[it] for it in data["categories"]])
    rows = [[nan if it is None else values[it] for it in row] for row in data["rows"]]
    found = Patterns.of(np.array(rows))
    return found.within(list(values.values())) if data.get("categories") else found


def table_of(data: Case) -> tuple[float, float, float, float]:
    if "b_plus_c" in data:
        return data["a"], data["b_plus_c"], 0, data["d"]
    return data["a"], data["b"], data["c"], data["d"]


def categories_of(case: Case) -> dict[Any, float]:
    return values_of(case["data"], case["params"])


def weights_of(case: Case) -> Any:
    params = case["params"]
    if "distance_matrix" in params:
        apart = np.array(params["distance_matrix"], dtype=float)
        return 1 - apart / apart.max()
    return params.get("weights", "identity")


def continuum_of(data: Case) -> Continuum:
    spans = {
        str(coder): [(start, end, str(code)) for start, end, code in units]
        for coder, units in data["coders"].items()
    }
    return Continuum(data["length"], spans, start=data.get("start", 0))


def alpha(case: Case) -> Estimate:
    params, data = case["params"], case["data"]
    if data["type"] == "set_valued_units_by_coders":
        distance = str(params.get("distance", "masi")).removesuffix("_passonneau2006")
        return agreement.alpha_of_sets(data["rows"], distance)
    if "distance_matrix" in params:
        return agreement.krippendorff_alpha(patterns_of(case), params["distance_matrix"])
    return agreement.krippendorff_alpha(patterns_of(case), params.get("metric", "nominal"))


def category(case: Case, of: Callable[[Patterns, float], Estimate]) -> Estimate:
    return of(patterns_of(case), categories_of(case)[case["params"]["category"]])


def error(statistic: Any) -> Callable[[Case], Estimate]:
    def of(case: Case) -> Estimate:
        form = str(case["params"].get("se_formula", "gwet-raw"))
        forms = {"gwet-table": "table", "gwet-dist": "counts"}
        two = case["data"]["type"] == "contingency" and "se_formula" not in case["params"]
        return agreement.standard_error(
            statistic,
            patterns_of(case),
            weights=weights_of(case),
            form="table" if two else forms.get(form, "units"),
        )

    return of


def plain(of: Callable[..., Estimate]) -> Callable[[Case], Estimate]:
    return lambda case: of(patterns_of(case))


def weighted(of: Callable[..., Estimate]) -> Callable[[Case], Estimate]:
    return lambda case: of(patterns_of(case), weights_of(case))


def of_texts(of: Callable[..., Estimate]) -> Callable[[Case], Estimate]:
    return lambda case: of([continuum_of(case["data"])])


def of_code(of: Callable[..., Estimate], key: str) -> Callable[[Case], Estimate]:
    return lambda case: of([continuum_of(case["data"])], str(case["params"][key]))


def of_2004(part: str) -> Callable[[Case], Estimate]:
    def of(case: Case) -> Estimate:
        code = case["params"].get("category")
        found = alpha_u_2004(continuum_of(case["data"]), None if code is None else str(code))
        return found.alpha if part == "alpha" else agreement.Estimate(getattr(found, part))

    return of


def sample_size(case: Case) -> Estimate:
    data = case["data"]
    return planning.bloch_kraemer(
        data["alpha_min"], data["p_c"], z=data["z"], coders=data["coders"]
    )


def masi(case: Case) -> Estimate:
    data = case["data"]
    return agreement.Estimate(agreement.masi_distance(set(data["a"]), set(data["b"])))


def jaccard(case: Case) -> Estimate:
    data = case["data"]
    return agreement.Estimate(agreement.jaccard_distance(set(data["a"]), set(data["b"])))


A = agreement
KAPPAS = {
    "cohen_kappa": plain(A.cohen_kappa),
    "cohen_kappa_category": lambda case: category(case, A.cohen_kappa_category),
    "cohen_kappa_expected": plain(kappa.chance_agreement),
    "cohen_kappa_max": plain(A.cohen_kappa_max),
    "cohen_kappa_se": error("cohen"),
    "cohen_kappa_se_fleiss1969": error("cohen"),
    "conger_kappa": weighted(A.conger_kappa),
    "conger_kappa_se": error("conger"),
    "hubert_kappa": plain(A.hubert_kappa),
    "light_kappa": plain(A.mean_pairwise_kappa),
    "mean_pairwise_cohen_kappa": plain(A.mean_pairwise_kappa),
    "nvivo_kappa": plain(A.cohen_kappa),
    "weighted_conger_kappa": weighted(A.conger_kappa),
    "weighted_kappa": weighted(A.weighted_kappa),
    "weighted_kappa_se_fleiss1969": error("cohen"),
}
SHARED_MARGINS = {
    "bennett_s": plain(A.brennan_prediger),
    "brennan_prediger": plain(A.brennan_prediger),
    "brennan_prediger_se": error("brennan_prediger"),
    "fleiss_kappa": plain(A.fleiss_kappa),
    "fleiss_kappa_category": lambda case: category(case, A.fleiss_kappa_category),
    "fleiss_kappa_expected": plain(fleiss_chance),
    "fleiss_kappa_se": error("fleiss"),
    "gwet_ac1": plain(A.gwet_ac1),
    "gwet_ac1_se": error("gwet"),
    "gwet_ac2": weighted(A.gwet_ac2),
    "gwet_ac2_se": error("gwet"),
    "pabak": plain(A.brennan_prediger),
    "randolph_kappa": plain(A.brennan_prediger),
    "scott_pi": plain(A.scott_pi),
    "scott_pi_category": lambda case: category(case, A.fleiss_kappa_category),
    "scott_pi_expected": plain(fleiss_chance),
    "scott_pi_se": error("fleiss"),
    "weighted_brennan_prediger": weighted(A.brennan_prediger),
    "weighted_fleiss_kappa": weighted(A.fleiss_kappa),
    "weighted_scott_pi": weighted(A.fleiss_kappa),
}
ALPHAS = {
    "krippendorff_alpha": alpha,
    "krippendorff_alpha_category": lambda case: category(case, A.krippendorff_alpha_category),
    "krippendorff_alpha_se": error("alpha"),
    "jaccard_distance": jaccard,
    "masi_distance": masi,
}
UNITIZING = {
    "u_alpha": of_texts(unitizing.u_alpha),
    "bar_u_alpha": of_texts(unitizing.bar_u_alpha),
    "cu_alpha": of_texts(unitizing.cu_alpha),
    "(k)u_alpha": of_code(unitizing.k_u_alpha, "value"),
    "alpha_U_2004": of_2004("alpha"),
    "alpha_U_2004_category": of_2004("alpha"),
    "alpha_U_2004_expected": of_2004("expected"),
    "alpha_U_2004_observed": of_2004("observed"),
}
PLAIN = {
    "bias_index": plain(A.bias_index),
    "dice": plain(A.dice),
    "f1": plain(A.dice),
    "holsti": plain(A.holsti),
    "holsti_composite": plain(A.composite_reliability),
    "mean_pairwise_percent_agreement": plain(A.mean_pairwise_percent_agreement),
    "negative_agreement": plain(A.negative_agreement),
    "nvivo_percent_agreement": plain(A.percent_agreement),
    "percent_agreement": plain(A.percent_agreement),
    "percent_agreement_coincidence": plain(A.percent_agreement_coincidence),
    "percent_agreement_gwet": plain(A.percent_agreement),
    "percent_agreement_gwet_se": error("percent"),
    "percent_agreement_pairs": plain(A.percent_agreement),
    "percent_agreement_se": error("percent"),
    "positive_agreement": plain(A.positive_agreement),
    "prevalence_index": plain(A.prevalence_index),
    "sample_size_bloch_kraemer": sample_size,
    "weighted_percent_agreement": weighted(A.weighted_percent_agreement),
}
ANSWERED: dict[str, Callable[[Case], Estimate]] = {
    **KAPPAS,
    **SHARED_MARGINS,
    **ALPHAS,
    **UNITIZING,
    **PLAIN,
}


def cases() -> list[Any]:
    return [
        pytest.param(case, id=case["id"]) for case in json.loads(FILE.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_published_values_are_reproduced(case: Case):
    if case["params"].get("distance") == NOT_PASSONNEAU:
        found = agreement.alpha_of_sets(case["data"]["rows"])
        assert abs(found.value - case["expected"]) > case["tolerance"]
        return
    found = ANSWERED[case["coefficient"]](case)
    if case["expected"] is None:
        assert isnan(found.value)
        assert found.reason
    else:
        assert found.value == pytest.approx(case["expected"], abs=case["tolerance"], rel=1e-12)
