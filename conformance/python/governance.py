"""Governance in the constitution (section 5) and what is said about it (section 4)."""

import re

from .structures import (
    Amount, Bytes, Flag, List, Nullable, Record, Text, U53, Uint, Variant, Word, need,
)  # fmt: skip

HASH = Bytes(32)
TIME = Uint()
PERIOD = Uint(315_360_000_000)
SIGNATURE_BYTES = {1: 2420, 2: 3309, 3: 17_088, 4: 7856}
MOST_SIGNED = 18_432
PART = 32_768

NAME = Text(32, 1, r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
RULE_NAME = Text(64, 1, r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
OWNER = Text(64, 1, r"(?!GLOBAL$)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
PLAIN = {
    1: "global", 3: "settings", 4: "suites", 5: "currencies", 6: "cosigners", 7: "peers",
    8: "vendors", 9: "governance",
}  # fmt: skip
PLAIN_CASES = {tag: (name, Record()) for tag, name in PLAIN.items()}
MATTER = Variant(
    {0: ("module", Record(owner=OWNER)), 2: ("list", Record(name=RULE_NAME)), **PLAIN_CASES}
)
SCOPE = Variant(
    {
        0: ("module", Record(owner=Nullable(OWNER))),
        2: ("list", Record(name=Nullable(RULE_NAME))),
        **PLAIN_CASES,
    }
)


def _procedure(value):
    vote, office = value["electorate"] is not None, value["office"] is not None
    need(vote or office, "nobody decides")
    need(value["commentMs"] > 0 and value["voteMs"] > 0, "no time")
    need(value["vendors"] == 0 or (value["vendors"] >= 3 and vote), "vendors")
    need(value["emergencyMs"] == 0 or (value["emergencyMs"] >= 1000 and office), "emergency")


PROCEDURE = Record(
    _procedure,
    scope=SCOPE,
    electorate=Nullable(Uint(7)),
    office=Nullable(Uint(15)),
    approvalPermille=Uint(1000, 501),
    quorumPermille=Uint(1000),
    commentMs=PERIOD,
    voteMs=PERIOD,
    timelockMs=PERIOD,
    vendors=Uint(16),
    audits=Uint(16),
    emergencyMs=PERIOD,
)


def _office(value):
    signers = value["signers"]
    sizes = sorted((SIGNATURE_BYTES[key["suite"]] for key in signers["keys"]), reverse=True)
    need(sum(sizes[: signers["threshold"]]) <= MOST_SIGNED, "signatures of an office")


def _governance(value):
    offices = [value["gates"], value["registrars"], value["appeals"]]
    offices += [procedure["office"] for procedure in value["procedures"]]
    need(all(o is None or o < len(value["offices"]) for o in offices), "office")
    for procedure in value["procedures"]:
        electorate = procedure["electorate"]
        need(electorate is None or electorate < len(value["electorates"]), "electorate")
        need(procedure["vendors"] == 0 or value["registrars"] is not None, "registrars")


def governance_of(signers):
    named = (lambda item: item["name"],)
    countries = List(Text(2, 2, r"[A-Z]{2}"), 32, 0, (lambda item: item,))
    electorate = Record(name=NAME, countries=countries, minTier=Uint(15))
    return Record(
        _governance,
        electorates=List(electorate, 8, 0, named),
        offices=List(Record(_office, name=NAME, signers=signers), 16, 1, named),
        procedures=List(PROCEDURE, 32, 1),
        gates=Uint(15),
        registrars=Nullable(Uint(15)),
        appeals=Nullable(Uint(15)),
    )


def covers(scope, matter):
    """Whether a procedure's scope names a matter."""
    if scope["kind"] != matter["kind"]:
        return False
    field = {"module": "owner", "list": "name"}.get(scope["kind"])
    return field is None or scope[field] in (None, matter[field])


def _content(value):
    if value["kind"] == "parts":
        need(-(-value["size"] // PART) == len(value["parts"]), "number of parts")


CONTENT = Variant(
    {
        0: ("inline", Record(bytes=Bytes(PART, 1))),
        1: (
            "parts",
            Record(
                lambda value: _content({"kind": "parts", **value}),
                hash=HASH,
                size=Uint(64 * PART),
                parts=List(HASH, 64, 2),
            ),
        ),
    }
)


class Signatures(List):
    def __init__(self):
        super().__init__(Record(by=Uint(15), bytes=Bytes(17_088, 1)), 16, 1)

    def check(self, items):
        by = [item["by"] for item in items]
        need(by == sorted(set(by)), "order of signatures")
        need(sum(len(item["bytes"]) // 2 for item in items) <= MOST_SIGNED, "signatures")
        return items


SIGNATURES = Signatures()
ASSERTION = Record(
    authenticatorData=Bytes(1024, 37), clientData=Bytes(2048, 1), signature=Bytes(4096, 1)
)
WORD = Variant(
    {
        0: ("approved", Record()),
        1: ("gates", Record(report=HASH, verdict=Word("failed", "passed", "tightens"))),
        2: ("audit", Record(report=HASH, agrees=Flag())),
    }
)
EXEMPTION = Record(
    currency=HASH, amount=Amount(1), payee=HASH, rule=RULE_NAME, until=Uint(U53)
)
OUTCOME = Word("upheld", "exception", "compensation", "referred")
CHOICE = Word("no", "yes", "abstain")


def _alarm(value):
    need(value["most"] >= 20, "an alarm of too few")
    of = value["of"]
    need(of["payments"] > value["most"] if of["kind"] == "last" else of["hours"] > 0, "alarm")


ALARM = Record(
    _alarm,
    on=Word("refused", "held", "stopped"),
    rule=Nullable(RULE_NAME),
    most=Uint(999_999_999),
    of=Variant(
        {0: ("last", Record(payments=Uint(1024))), 1: ("within", Record(hours=Uint(168)))}
    ),
)


def _proposal(value):
    rules = value["matter"]["kind"] in ("module", "global", "list", "settings")
    need(rules or not value["alarms"], "alarms of what stops no payment")
    need(value["until"] is None or value["until"] > value["from"], "interval")


def _answer(value):
    need((value["outcome"] == "exception") == (value["exemption"] is not None), "terms")


def _figure(value):
    numerator, denominator = int(value["numerator"]), int(value["denominator"])
    need(0 < value["until"] - value["from"] <= 366 * 86_400_000, "its time")
    is_rate = re.fullmatch("RATE-[A-Z0-9]{3,8}-[A-Z0-9]{3,8}", value["name"])
    need(numerator > 0 and denominator > 0 if is_rate else denominator == 1, "figure")


_FIGURE = {
    "name": RULE_NAME,
    "numerator": Amount(),
    "denominator": Amount(),
    "from": TIME,
    "until": TIME,
}
FIGURE = Record(_figure, **_FIGURE)

GOVERNANCE_STATEMENTS = {
    7: (
        "proposal",
        Record(
            _proposal,
            matter=MATTER,
            base=Nullable(HASH),
            content=CONTENT,
            **{"from": TIME},
            until=Nullable(TIME),
            lane=Word("ordinary", "emergency"),
            alarms=List(ALARM, 8, 0),
        ),
    ),
    8: ("part", Record(bytes=Bytes(PART, 1))),
    9: ("withdrawal", Record(proposal=HASH)),
    10: (
        "voting-key",
        Record(key=Bytes(1600, 1), attestation=Bytes(16_384, 1), vendor=HASH, signatures=SIGNATURES),
    ),
    11: ("ballot", Record(proposal=HASH, choice=CHOICE, assertion=Nullable(ASSERTION))),
    12: ("approval", Record(proposal=HASH, office=Uint(15), word=WORD, signatures=SIGNATURES)),
    13: ("appeal", Record(decision=HASH, note=HASH)),
    14: (
        "answer",
        Record(
            _answer, appeal=HASH, outcome=OUTCOME, exemption=Nullable(EXEMPTION), signatures=SIGNATURES
        ),
    ),
    15: ("figure", Record(_figure, **_FIGURE, signatures=SIGNATURES)),
}

__all__ = ["CHOICE", "EXEMPTION", "FIGURE", "GOVERNANCE_STATEMENTS", "MATTER", "OUTCOME", "WORD", "covers", "governance_of"]
