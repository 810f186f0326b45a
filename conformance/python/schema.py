"""Every structure of the protocol by its name in the vector files (docs/implementers/protocol.md)."""

from .governance import MATTER, governance_of
from .structures import (
    Amount, Bytes, Flag, List, Nullable, One, Only, Record, Refused, Tagged, Text, U53, Uint,
    Variant, Word, need,
)  # fmt: skip

PUBLIC_KEY_BYTES = {1: 1312, 2: 1952, 3: 32, 4: 32}
SIGNATURE = Bytes(17_088, 0)
HASH = Bytes(32)
SALT = Bytes(16)
TIME = Uint()
COUNTRY = Text(2, 2, r"[A-Z]{2}")
HANDLE = Text(32, 1, r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?")
POSITIVE = Amount(1)
SIGNED_STATE = Record(state=Bytes(176), signature=SIGNATURE)
CHEQUE_SUM = Record(
    lambda sum: need(0 < int(sum["amount"]) <= int(sum["total"]), "sum of a cheque"),
    amount=Amount(),
    total=Amount(),
)
FORK_PROOF = Record(
    first=SIGNED_STATE,
    second=SIGNED_STATE,
    sums=Nullable(Record(first=CHEQUE_SUM, second=CHEQUE_SUM)),
)
ITSELF = (lambda item: item,)


def _key(value):
    need(value["suite"] in PUBLIC_KEY_BYTES, "suite")
    need(len(value["publicKey"]) == 2 * PUBLIC_KEY_BYTES[value["suite"]], "public key")


def threshold(name, items):
    def check(value):
        need(1 <= value[name] <= len(value[items]), "threshold")

    return check


KEY = Record(_key, suite=Uint(4, 1), publicKey=Bytes(1952, 0))
KEYS = List(KEY, 16, 1, ITSELF)
SIGNERS = Record(threshold("threshold", "keys"), threshold=Uint(16), keys=KEYS)


def countries(most):
    return List(COUNTRY, most, 0, ITSELF)


# Section 4: identities.

DEVICE = Record(key=KEY, encryptionKey=Nullable(Bytes(1216)))
RECOVERY = Record(
    threshold("guardianThreshold", "guardians"),
    delayMs=Uint(),
    guardianThreshold=Uint(16),
    guardians=List(HASH, 16, 1, ITSELF),
)
POLICY = Record(threshold=Uint(16, 1), recovery=Nullable(RECOVERY))
GENESIS = Record(version=Uint(1, 1), root=KEY, device=DEVICE, policy=POLICY, salt=SALT)


def _attested(value):
    need((value["tier"] == 0) == (value["attestation"] is None), "attestation")


STATEMENTS = {
    1: ("handle", Record(handle=HANDLE)),
    2: (
        "country",
        Record(
            _attested,
            country=COUNTRY,
            tier=Uint(15),
            validUntil=Nullable(TIME),
            attestation=Nullable(Record(registrar=Uint(15), signature=Bytes(17_088, 1))),
        ),
    ),
    3: ("add-device", Record(device=DEVICE)),
    4: ("revoke-device", Record(ordinal=Uint(255))),
    5: ("policy", Record(policy=POLICY)),
    6: ("fork-proof", Record(hold=HASH, proof=FORK_PROOF)),
    16: ("intent", Record(terms=HASH)),
}
ATTESTED = Record(identity=HASH, country=COUNTRY, tier=Uint(15), validUntil=Nullable(TIME))

# Section 4: holds.

PAYEE = Variant(
    {
        0: ("identity", Record(identity=HASH, country=COUNTRY)),
        1: ("anyone", Record(countries=countries(32), minTier=Uint(15))),
    }
)
METER = Variant(
    {
        0: ("all", Record()),
        1: ("voucher", Record()),
        2: (
            "ticks",
            Record(units=POSITIVE, perTicks=Uint(U53, 1), anchor=HASH, links=Uint(65_536, 1)),
        ),
        3: ("cheque", Record(perCheque=POSITIVE)),
        4: ("schedule", Record(amount=POSITIVE, periodMs=Uint(U53, 1), firstAt=TIME, periods=Uint(U53, 1))),
        5: (
            "price",
            Record(currency=HASH, numerator=POSITIVE, denominator=POSITIVE, least=Amount()),
        ),
    }
)


class Condition:
    """A tree of at most 4 levels and 32 conditions."""

    def __init__(self):
        nested = Record(
            threshold("threshold", "conditions"),
            threshold=Uint(16),
            conditions=List(self, 16, 1),
        )
        self.node = Variant(
            {
                1: ("after", Record(time=TIME)),
                2: ("before", Record(time=TIME)),
                3: ("preimage", Record(hash=HASH)),
                4: ("signed", Record(threshold("threshold", "keys"), threshold=Uint(16), keys=KEYS)),
                5: ("attested", Record(oracle=KEY, statement=HASH)),
                6: ("admitted", Record(sovereign=HASH, hold=HASH, outcome=Uint())),
                7: ("fork", Record(hold=HASH)),
                8: ("some", nested),
            }
        )

    def read(self, value):
        return self.bounded(self.node.read(value))

    def write(self, value):
        return self.node.write(self.bounded(value))

    def bounded(self, tree):
        need(depth(tree) <= 4 and count(tree) <= 32, "conditions too deep or too many")
        return tree


def depth(tree):
    return 1 + max((depth(inner) for inner in tree.get("conditions", [])), default=0)


def count(tree):
    return 1 + sum(count(inner) for inner in tree.get("conditions", []))


class Writer:
    """null, 0 or a key."""

    def read(self, value):
        if value is None:
            return {"kind": "none"}
        if type(value) is int:
            need(value == 0, "writer")
            return {"kind": "putter"}
        return {"kind": "key", "key": KEY.read(value)}

    def write(self, value):
        if value["kind"] == "key":
            return KEY.write(value["key"])
        return {"none": None, "putter": 0}[value["kind"]]


CONDITION = Condition()
CLAIM = Record(payee=PAYEE, meter=METER, condition=Nullable(CONDITION), until=TIME)


PURPOSE = Text(4, 1, r"[A-Z0-9]{1,4}")


class Hold:
    """Five items; a sixth says what it is for, a seventh which intent it carries out."""

    plain = {
        "currency": HASH,
        "cap": POSITIVE,
        "writer": Writer(),
        "note": Nullable(HASH),
        "claims": List(CLAIM, 16, 1),
    }
    without = Record(**plain)
    purposed = Record(**plain, purpose=PURPOSE)
    announced = Record(**plain, purpose=Nullable(PURPOSE), intent=SALT)

    def read(self, value):
        items = len(value) if isinstance(value, list) else 0
        if items != 7:
            return (self.purposed if items == 6 else self.without).read(value)
        hold = self.announced.read(value)
        return {name: item for name, item in hold.items() if name != "purpose" or item is not None}

    def write(self, value):
        if "intent" in value:
            return self.announced.write({"purpose": None, **value})
        return (self.purposed if "purpose" in value else self.without).write(value)


INTENT = Record(
    currency=HASH, cap=POSITIVE, payees=List(PAYEE, 16, 1), purpose=Nullable(PURPOSE), salt=SALT
)
HOLD = Hold()
PROOF = Record(evidence=Bytes(49_152, 0), witnesses=List(Bytes(17_408, 0), 16))
TAKING = Record(hold=HASH, claim=Nullable(Uint(15)), amount=Amount(), proof=Nullable(PROOF))

# Section 4: operations and transitions.

RAISE = Record(hold=HASH, by=POSITIVE)


class Put:
    """[country, items]: holds, and after them raises, which have two items."""

    def read(self, value):
        need(isinstance(value, list) and len(value) == 2, "put")
        country, items = COUNTRY.read(value[0]), value[1]
        need(isinstance(items, list) and 1 <= len(items) <= 256, "items")
        need(all(isinstance(item, list) for item in items), "items")
        raised = [len(item) == 2 for item in items]
        need(raised == sorted(raised), "a hold after a raise")
        holds = [HOLD.read(item) for item in items if len(item) != 2]
        raises = [RAISE.read(item) for item in items if len(item) == 2]
        out = {"country": country, "holds": holds}
        return {**out, "raises": raises} if raises else out

    def write(self, value):
        raises = [RAISE.write(item) for item in value.get("raises", [])]
        return [COUNTRY.write(value["country"]), [HOLD.write(h) for h in value["holds"]] + raises]


CURRENCY_AMOUNT = Record(currency=HASH, amount=POSITIVE)
OPERATION = Tagged(
    {"notAfter": TIME, "salt": SALT},
    [
        ("open", Record(genesis=GENESIS, countries=countries(8), handle=Nullable(HANDLE))),
        ("mint", CURRENCY_AMOUNT),
        ("burn", CURRENCY_AMOUNT),
        ("put", Put()),
        ("take", Record(takings=List(TAKING, 256, 1))),
        ("say", Record(statement=Uint(), body=Bytes(36_864, 0))),
    ],
)


def _ascending(value):
    by = [signature["by"] for signature in value["signatures"]]
    need(by == sorted(set(by)), "signers not in ascending order")


TRANSITION = Record(
    _ascending,
    state=Bytes(176),
    operation=Bytes(65_536, 1),
    signatures=List(Record(by=Uint(256), bytes=SIGNATURE), 16, 1),
)

# Section 5.

NAME = r"[!-*,-~]+"
SUITES = List(Uint(4, 1), 4, 1, ITSELF)
CURRENCY = Record(
    code=Text(8, 3, r"[A-Z0-9]+"), decimals=Uint(12), name=Text(64, 1), treasury=SIGNERS
)
def _cosigner(value):
    need(value["key"]["suite"] == 1, "the key of a cosigner that is not ML-DSA-44")


COSIGNERS = List(
    Record(_cosigner, name=Text(128, 1, NAME), key=KEY),
    32,
    0,
    (lambda item: item["name"], lambda item: item["key"]),
)


def _times(value):
    need(value["heartbeatMs"] >= 100, "heartbeat")
    need(value["closureAfterMs"] >= 2 * value["heartbeatMs"], "closure")


PARAMETERS = Record(
    _times,
    heartbeatMs=Uint(),
    closureAfterMs=Uint(),
    validityMs=Uint(),
    freshnessMs=Uint(),
    quorum=Uint(64),
    stateRootEvery=Uint(),
)
GOVERNANCE = governance_of(SIGNERS)
CONSTITUTION = Record(
    version=Uint(1, 1),
    name=Text(64, 1),
    country=COUNTRY,
    createdAt=TIME,
    salt=SALT,
    root=KEY,
    origin=Text(128, 1, NAME),
    suites=Record(roots=SUITES, devices=SUITES, log=SUITES),
    currencies=List(CURRENCY, 64, 0, (lambda item: item["code"],)),
    registrars=Nullable(SIGNERS),
    parameters=PARAMETERS,
    witnesses=COSIGNERS,
    validators=COSIGNERS,
    governance=Nullable(GOVERNANCE),
)
ORIGIN = Text(145, 1, NAME)
REASON = Text(256, 1, r"[^\x00-\x1f\x7f-\x9f]+")
EPOCH = Record(
    sovereign=HASH,
    number=Uint(),
    origin=ORIGIN,
    log=KEY,
    notBefore=TIME,
    notAfter=TIME,
    succeeds=Nullable(Record(origin=ORIGIN, size=Uint(), root=HASH, reason=REASON)),
)
SIGNED_CONSTITUTION = Record(constitution=Bytes(4_194_304, 1), signature=SIGNATURE)
SIGNED_EPOCH = Record(epoch=Bytes(4096, 1), signature=SIGNATURE)

# Sections 6 and 7.

HEADER = Record(
    time=TIME,
    closedMs=Uint(),
    gapMs=Uint(),
    epoch=Uint(),
    stateRoot=Nullable(Record(size=Uint(), root=HASH)),
)
LEAF = Variant({0: ("header", Record(header=HEADER)), 1: ("entry", Record(hash=HASH))})
TOTALS = One(Record(minted=Amount(), burned=Amount()))
EFFECTS = Tagged(
    {"time": TIME},
    [
        ("open", Record()),
        ("mint", TOTALS),
        ("burn", TOTALS),
        ("put", Only("decisions", List(Record(rulebook=HASH, facts=HASH), 256, 1))),
        ("take", Only("takings", List(Record(paidAfter=Amount(), closed=Flag()), 256, 1))),
        ("say", Record()),
    ],
)
PLACE = {
    "index": Uint(),
    "treeSize": Uint(),
    "transition": HASH,
    "effects": Bytes(32_768, 1),
    "proof": List(HASH, 63),
}
CERTIFICATE = Record(**PLACE, checkpoint=Bytes(262_144, 1))
EVIDENCE = Record(
    constitution=SIGNED_CONSTITUTION,
    epoch=SIGNED_EPOCH,
    certificate=CERTIFICATE,
    state=Nullable(Bytes(176)),
    operation=Nullable(Bytes(65_536, 1)),
)
REFUSAL = {"code": Text(64), "message": Text(1024), "data": Text(4096)}
RESULT = Variant(
    {
        0: ("refused", Record(**REFUSAL)),
        1: ("admitted", Record(checkpoint=Uint(255), **PLACE)),
        2: ("refused", Record(**REFUSAL, receipt=Bytes(85_293, 1))),
    }
)
CLAUSE = Record(
    code=Text(64, 1),
    title=Text(1024),
    source=Nullable(Text(1024)),
    module=Text(64, 1),
    version=Uint(),
    since=TIME,
    line=Uint(),
)
DECISION = Record(
    transition=HASH,
    item=Uint(255),
    rulebook=HASH,
    facts=HASH,
    time=TIME,
    outcome=Word("no-objection", "hold", "refuse"),
    rule=Nullable(Text(64, 1)),
    requirements=List(Text(128, 1), 16),
    clauses=List(CLAUSE, 4),
)
DECISION_RECEIPT = Record(
    decision=DECISION, epoch=Uint(), signature=Bytes(3309, 1), facts=Bytes(65_536, 1)
)

SESSION = Record(
    chain=HASH,
    challenge=HASH,
    address=Text(300, 1, r"https?://(?:[!-~]+)"),
)

STRUCTURES = {
    "key": KEY,
    "genesis": GENESIS,
    "hold": HOLD,
    "taking": TAKING,
    "operation": OPERATION,
    "transition": TRANSITION,
    "parameters": PARAMETERS,
    "governance": GOVERNANCE,
    "matter": MATTER,
    "constitution": CONSTITUTION,
    "signedConstitution": SIGNED_CONSTITUTION,
    "epoch": EPOCH,
    "signedEpoch": SIGNED_EPOCH,
    "leaf": LEAF,
    "effects": EFFECTS,
    "certificate": CERTIFICATE,
    "evidence": EVIDENCE,
    "forkProof": FORK_PROOF,
    "forkEvidence": Record(evidence=EVIDENCE, writer=KEY),
    "request": List(TRANSITION, 256, 1),
    "decision": DECISION,
    "decisionReceipt": DECISION_RECEIPT,
    "response": Record(checkpoints=List(Bytes(262_144, 1), 256), results=List(RESULT, 256, 1)),
}

__all__ = ["ATTESTED", "DEVICE", "INTENT", "KEY", "POLICY", "Refused", "SESSION", "STATEMENTS", "STRUCTURES"]
