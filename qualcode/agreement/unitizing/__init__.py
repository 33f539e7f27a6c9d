"""Agreement on spans of free length: where coders mark something, what, and how exactly."""

from qualcode.agreement.unitizing.alpha_2004 import AlphaU2004, alpha_u_2004
from qualcode.agreement.unitizing.alphas import (
    BAR_U_ALPHA,
    CODE_ALPHA,
    COVERAGE,
    CU_ALPHA,
    K_U_ALPHA,
    U_ALPHA,
    UnitizingCoefficient,
    bar_u_alpha,
    code_alpha,
    coverage,
    cu_alpha,
    k_u_alpha,
    u_alpha,
)
from qualcode.agreement.unitizing.continuum import Continuum

__all__ = [
    "BAR_U_ALPHA",
    "CODE_ALPHA",
    "COVERAGE",
    "CU_ALPHA",
    "K_U_ALPHA",
    "U_ALPHA",
    "AlphaU2004",
    "Continuum",
    "UnitizingCoefficient",
    "alpha_u_2004",
    "bar_u_alpha",
    "code_alpha",
    "coverage",
    "cu_alpha",
    "k_u_alpha",
    "u_alpha",
]
