"""Who decides what, what is said about it, and what is signed of that."""

from . import cbor, governance as rules, schema
from .blake3 import keyed
from .encoding_checks import check_encoding, hexed


def governance(vectors, report):
    given = vectors["governance"]
    check_encoding(report, schema.STRUCTURES["governance"], given["value"], given["bytes"], "governance")
    for item in vectors["matters"]:
        what = f"matter {item['value']['kind']}"
        check_encoding(report, schema.STRUCTURES["matter"], item["value"], item["bytes"], what)
        named = [rules.covers(p["scope"], item["value"]) for p in given["value"]["procedures"]]
        found = named.index(True) if True in named else -1
        report.check(found == item["procedure"], f"procedure of {what}")
    for at, said in enumerate(vectors["statements"]):
        name, structure = rules.GOVERNANCE_STATEMENTS[said["statement"]]
        value = {k: v for k, v in said["value"].items() if k != "kind"}
        report.equal(name, said["value"]["kind"], f"statement {at} about governance")
        check_encoding(report, structure, value, said["body"], f"statement {at} about governance")
    for item in vectors["signed"]:
        found = keyed("statement", cbor.encode(signed_of(item["value"], vectors)))
        report.equal(found, item["hash"], f"what is signed of a {item['kind']}")
    for item in vectors["contents"]:
        report.equal(keyed("statement", cbor.encode(hexed(item["bytes"]))), item["hash"], "content")


def signed_of(value, vectors):
    """What an office or a credential signs, as section 4 says it."""
    kind, identity = value["kind"], hexed(vectors["identity"])
    if kind == "approval":
        word = rules.WORD.write(value["word"])
        return [hexed(value["proposal"]), value["office"], word]
    if kind == "answer":
        terms = value["exemption"] and rules.EXEMPTION.write(value["exemption"])
        return [hexed(value["appeal"]), rules.OUTCOME.write(value["outcome"]), terms]
    if kind == "figure":
        terms = {name: item for name, item in value.items() if name not in ("kind", "signatures")}
        return rules.FIGURE.write(terms)
    if kind == "voting-key":
        attested = keyed("statement", cbor.encode(hexed(value["attestation"])))
        return [identity, hexed(value["key"]), hexed(value["vendor"]), attested]
    choice = rules.CHOICE.write(value["choice"])
    return [hexed(vectors["sovereign"]), identity, hexed(value["proposal"]), choice]
