"""What is checked of the vectors of sections 9 to 13."""

from . import cbor, chains, conditions, merkle
from . import frames as qr
from .blake3 import keyed
from .encoding_checks import check_encoding, encoded, hexed, refused_by
from .offline import OFFLINE
from .schema import KEY


def offline(vectors, report):
    check_run(vectors["run"], report)
    payee = vectors["payee"]
    found = keyed("record", encoded(OFFLINE["opening"], payee["value"]))
    report.equal(found, payee["hash"], "a cheque's payee")
    check_ticks(vectors["ticks"], report)
    for item in vectors["structures"]:
        name = item["structure"]
        check_encoding(report, OFFLINE[name], item["value"], item["bytes"], name)
    for name, structure in (("request", "offlineRequest"), ("receipt", "receipt")):
        item = vectors[name]
        check_encoding(report, OFFLINE[structure], item["value"], item["bytes"], name)
        report.equal(keyed("record", hexed(item["bytes"])), item["hash"], f"hash of a {name}")
    first = vectors["run"]["acts"][0]
    answered = vectors["receipt"]["value"]
    report.equal(answered["preCommitment"], first["preCommitment"], "act of the receipt")
    report.check(answered["half"] == first["half"], "half of the receipt")
    report.equal(first["value"]["request"], vectors["request"]["hash"], "request of the act")
    for item in vectors["messages"]:
        value, data = item["value"], item["bytes"]
        check_encoding(report, OFFLINE["message"], value, data, f"message {value['kind']}")
        report.check(OFFLINE["message"].fits(value, hexed(data)), "size of a message")
    for item in vectors["invalid"]:
        layer = refused_by(OFFLINE[item["structure"]], hexed(item["bytes"]))
        report.equal(layer, item["layer"], f"{item['structure']}, {item['why']}: refused by")


def check_run(run, report):
    """Acts on a hold's chain, from its implied S_0 on, and the half that they make."""
    hold, suite = hexed(run["hold"]), run["writer"]["suite"]
    entropy = chains.entropy(hold, hexed(run["put"]), 0)
    head = state_bytes(suite, hold, 0, bytes(32), entropy, hexed(run["put"]), bytes(32))
    report.equal(head, run["first"]["bytes"], "first state of a hold")
    report.equal(chains.state_id(head), run["first"]["id"], "id of a hold's first state")
    writer = keyed("key", encoded(KEY, run["writer"]))
    half = keyed("record", cbor.encode([writer, hexed(run["payee"])]))
    report.equal(half, run["start"]["head"], "head 0 of a half")
    for at, item in enumerate(run["acts"]):
        value, what = item["value"], f"act {at + 1}"
        check_encoding(report, OFFLINE["act"], value, item["bytes"], what)
        operation = keyed("act", hexed(item["bytes"]))
        before = chains.state_id(head)
        entropy = chains.entropy(entropy, operation, at + 1)
        spent = int(value["total"])
        given = int(value["amount"]) if value["payee"] is not None else 0
        contents = merkle.hold_contents(spent, given)
        head = state_bytes(suite, hold, at + 1, before, entropy, operation, contents)
        report.equal(head, item["state"], f"state of {what}")
        identity = chains.state_id(head)
        report.equal(identity, item["id"], f"id of {what}")
        committed = keyed("pre-commitment", before + operation + entropy)
        report.equal(committed, item["preCommitment"], f"pre-commitment of {what}")
        named = {"index": at + 1, "previous": half.hex()}
        report.check(value["half"] == named, f"half that {what} names")
        half = keyed("record", cbor.encode([half, identity]))
        report.check(item["half"] == {"index": at + 1, "head": half.hex()}, f"half after {what}")


def state_bytes(suite, chain, sequence, previous, entropy, operation, contents):
    head = bytes([1, suite]) + bytes(6) + chain + chains.u64(sequence)
    return head + previous + entropy + operation + contents


def check_ticks(given, report):
    links = [hexed(given["start"])]
    for _ in range(given["links"]):
        links.append(keyed("tick", links[-1]))
    report.equal(links[-1], given["anchor"], "anchor")
    for item in given["ticks"]:
        report.equal(links[given["links"] - item["count"]], item["link"], f"tick {item['count']}")
    for item in given["worth"]:
        worth = item["count"] * int(item["units"]) // item["perTicks"]
        report.equal(str(worth), item["worth"], f"worth of {item['count']} ticks")


def conditions_(vectors, report):
    for item in vectors["statements"]:
        report.equal(conditions.statement(item["text"]), item["hash"], "hash of a statement")
    for item in vectors["claims"]:
        found = keyed("statement", cbor.encode([hexed(item["hold"]), item["claim"]]))
        report.equal(found, item["hash"], "what is signed for a claim")
    for name in ("witness", "outcome"):
        for item in vectors[name + ("es" if name == "witness" else "s")]:
            check_encoding(report, OFFLINE[name], item["value"], item["bytes"], name)
    nobody = {"keys": {}, "statements": []}
    for item in vectors["texts"]:
        check_encoding(report, OFFLINE["condition"], item["value"], item["bytes"], "condition")
        report.equal(conditions.text_of(item["value"], nobody), item["text"], "text")
        named = conditions.text_of(item["value"], vectors["names"])
        report.equal(named, item["named"], "text with names")
    for at, item in enumerate(vectors["evaluations"]):
        check_encoding(report, OFFLINE["condition"], item["value"], item["bytes"], "evaluated")
        report.check(conditions.evaluate(item) == item["result"], f"evaluation {at}")


conditions_.__name__ = "conditions"


def vaults(vectors, report):
    logic, leaves = conditions.logic(vectors["condition"])
    written = [OFFLINE["condition"].write(leaf) for leaf in leaves]
    found = keyed("vault", cbor.encode([logic, written]))
    report.equal(found, vectors["id"], "id of a vault")
    proof = [hexed(witness) for witness in vectors["proof"]]
    key = keyed("vault", cbor.encode([logic, written, proof]))
    report.equal(key, vectors["key"], "key of a proof")
    value = vectors["content"]["value"]
    structure = OFFLINE["sealedContent"]
    check_encoding(report, structure, value, vectors["content"]["bytes"], "sealed content")
    report.equal(value["vault"], vectors["id"], "vault of the content")
    for share, given in zip(value["ways"][1]["shares"], vectors["shares"]):
        report.equal(keyed("vault", hexed(given["value"])), share["commitment"], "share")
        whose = keyed("record", cbor.encode(hexed(given["party"])))
        report.equal(whose, share["to"], "whose share")


def frames(vectors, report):
    for message in vectors["messages"]:
        qr.check(message, report)
