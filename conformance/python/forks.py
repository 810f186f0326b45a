"""Fork proofs and their evidence (docs/implementers/protocol.md, section 6)."""

import base64

from . import cbor, chains, merkle, schema
from .blake3 import keyed
from .encoding_checks import check_encoding, hexed


def forks(vectors, report):
    fork = vectors["forkProof"]
    check_encoding(report, schema.STRUCTURES["forkProof"], fork["value"], fork["bytes"], "fork proof")
    report.equal(rule_of(fork["value"])[0], fork["rule"], "two states of one sequence")
    for at, item in enumerate(vectors["forkProofs"]):
        value, result = item["value"], item["result"]
        check_encoding(report, schema.STRUCTURES["forkProof"], value, item["bytes"], f"proof {at}")
        rule, fault = rule_of(value)
        report.equal(rule, result["rule"], f"rule of proof {at}")
        report.equal(fault, result.get("fault"), f"fault of proof {at}")
        if rule:
            second, _ = chains.read_state(hexed(value["second"]["state"]))
            report.equal(second["sequence"], result["sequence"], f"sequence of proof {at}")
    for item in vectors["forkEvidence"]:
        fork_evidence(item, report)


def rule_of(proof):
    """(rule, None) of two states that cannot both be in one history, or (None, why they may)."""
    data = [hexed(proof[name]["state"]) for name in ("first", "second")]
    first, second = (chains.read_state(one)[0] for one in data)
    if first["chain"] != second["chain"]:
        return None, "other-chain"
    distance = second["sequence"] - first["sequence"]
    if proof["sums"] is not None:
        return total_rule(proof["sums"], first, second)
    if distance == 0:
        return (None, "same-content") if data[0] == data[1] else ("same-sequence", None)
    if distance != 1:
        return None, "not-neighbours"
    linked = second["previous"] == chains.state_id(data[0])
    return (None, "linked") if linked else ("broken-link", None)


def total_rule(sums, first, second):
    if second["sequence"] <= first["sequence"]:
        return None, "not-later"
    for name, state in (("first", first), ("second", second)):
        total, amount = int(sums[name]["total"]), int(sums[name]["amount"])
        if merkle.hold_contents(total, amount) != state["contents"]:
            return None, "contents"
    counted = int(sums["first"]["total"]) + int(sums["second"]["amount"])
    return ("total", None) if int(sums["second"]["total"]) < counted else (None, "total-agrees")


def fork_evidence(given, report):
    value, result = given["value"], given["result"]
    check_encoding(report, schema.STRUCTURES["forkEvidence"], value, given["bytes"], "fork evidence")
    shown = value["evidence"]
    constitution = hexed(shown["constitution"]["constitution"])
    report.equal(keyed("constitution", constitution), given["sovereign"], "sovereign of a fork")
    state, _ = chains.read_state(hexed(shown["state"]))
    digest = keyed("operation", hexed(shown["operation"]))
    report.check(state is not None and state["operation"] == digest, "operation that says a fork")
    certificate = shown["certificate"]
    report.equal(chains.state_id(hexed(shown["state"])), certificate["transition"], "entry of a fork")
    report.equal(certificate["index"], result["index"], "place of a fork")
    effects = keyed("effects", hexed(certificate["effects"]))
    leaf = merkle.LOG.leaf(cbor.encode([1, keyed("entry", hexed(certificate["transition"]) + effects)]))
    path = [hexed(step) for step in certificate["proof"]]
    root = merkle.LOG.root_by_path(leaf, certificate["index"], certificate["treeSize"], path)
    note = hexed(certificate["checkpoint"]).decode().splitlines()
    report.equal(root, base64.b64decode(note[2]).hex(), "inclusion of a fork")
    operation = schema.STRUCTURES["operation"].read(cbor.decode(hexed(shown["operation"])))
    report.equal(operation["kind"], "say", "kind of the operation that says a fork")
    name, structure = schema.STATEMENTS[operation["statement"]]
    report.equal(name, "fork-proof", "statement of a fork")
    said = structure.read(cbor.decode(hexed(operation["body"])))
    report.equal(said["hold"], result["hold"], "hold of a fork")
    report.equal(rule_of(said["proof"])[0], result["rule"], "rule of a fork")
    for half in ("first", "second"):
        shown, _ = chains.read_state(hexed(said["proof"][half]["state"]))
        report.equal(shown["chain"], result["hold"], "chain of a fork")
    report.equal(shown["sequence"], result["sequence"], "sequence of a fork")
