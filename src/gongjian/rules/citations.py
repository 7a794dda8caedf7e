"""How a rule is named on the screen: by regulation and article, with a mark unless its text was checked."""

from gongjian.rules.entries import Rule, Status

MARKS = {
    Status.VERIFIED: "",
    Status.SECONDARY: "〔据转载〕",
    Status.PARTIAL: "〔待核实〕",
    Status.UNVERIFIED: "〔待核实〕",
    Status.CONFIRMED: "〔本单位已确认〕",
    Status.OVERRIDDEN: "〔本单位另定〕",
}


def citation(rule: Rule) -> str:
    """Regulation and article, for example 《某某条例》第四条〔据转载〕; the source where no regulation is known."""
    named = f"《{rule.regulation}》{rule.article}" if rule.regulation else rule.source
    return named + MARKS[rule.status]
