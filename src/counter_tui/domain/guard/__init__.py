"""The guard: judging by rules whether a typed reason may send a customer away, and whether words may go to one.

Pure: a rule set and a text give a verdict. What the rules know stands in data; nothing here knows a word of it.
"""

from counter_tui.domain.guard.judge import Weights
from counter_tui.domain.guard.models import Rule, RuleSet, Verdict
from counter_tui.domain.guard.parse import parse_rules, parse_traditional
from counter_tui.domain.guard.screen import LONGEST, screen

__all__ = ["LONGEST", "Rule", "RuleSet", "Verdict", "Weights", "parse_rules", "parse_traditional", "screen"]
