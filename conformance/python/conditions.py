"""Conditions: their text, and what they are worth (docs/implementers/protocol.md, section 11)."""

import base64
from datetime import datetime, timedelta, timezone

from . import cbor
from .blake3 import keyed


def statement(text):
    return keyed("statement", cbor.encode(text))


def text_of(tree, names):
    """The text form, with names for keys and texts for statements where they are known."""
    kind = tree["kind"]
    if kind in ("after", "before"):
        return f"{kind} {time_text(tree['time'])}"
    if kind == "preimage":
        return f"preimage {tree['hash']}"
    if kind == "fork":
        return f"fork {tree['hold']}"
    if kind == "signed":
        keys = ", ".join(key_text(key, names) for key in tree["keys"])
        return f"signed {tree['threshold']} of {keys}"
    if kind == "attested":
        said = statement_text(tree["statement"], names)
        return f"oracle {key_text(tree['oracle'], names)} {said}"
    if kind == "admitted":
        how = "returned" if tree["outcome"] == 16 else f"claim {tree['outcome']}"
        return f"admitted {tree['hold']} at {tree['sovereign']} {how}"
    return _some_text(tree, names)


def _some_text(tree, names):
    inner, most = tree["conditions"], tree["threshold"]
    if len(inner) > 1 and most in (1, len(inner)):
        joint = " and " if most == len(inner) else " or "
        return joint.join(
            f"({text_of(one, names)})" if _is_joined(one) else text_of(one, names) for one in inner
        )
    return f"{most} of ({'; '.join(text_of(one, names) for one in inner)})"


def _is_joined(tree):
    inner = tree.get("conditions", [])
    return len(inner) > 1 and tree["threshold"] in (1, len(inner))


def time_text(time):
    if time >= 253_402_300_800_000:
        return f"{time}ms"
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=time)
    text = moment.strftime("%Y-%m-%dT%H:%M").zfill(16)
    if time % 60_000:
        text += moment.strftime(":%S") + (f".{time % 1000:03}" if time % 1000 else "")
    return text + "Z"


def key_text(key, names):
    for name, known in names["keys"].items():
        if known == key:
            return name
    raw = base64.urlsafe_b64encode(bytes.fromhex(key["publicKey"])).decode().rstrip("=")
    return f"{key['suite']}:{raw}"


def statement_text(digest, names):
    for text in names["statements"]:
        if statement(text).hex() == digest:
            quoted = text.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{quoted}"'
    return f"#{digest}"


def flatten(tree):
    """The nodes depth first, each with the positions of those directly within it."""
    nodes = []

    def visit(one):
        at = len(nodes)
        nodes.append((one, []))
        for inner in one.get("conditions", []):
            nodes[at][1].append(visit(inner))
        return at

    visit(tree)
    return nodes


def evaluate(item):
    """The result of a vector, whose witnesses have verified and are one for each node named."""
    nodes = flatten(item["value"])

    def truth(at, shown, hopeful):
        tree, within = nodes[at]
        kind = tree["kind"]
        if kind == "after":
            return hopeful or item["time"] >= tree["time"]
        if kind == "before":
            return item["time"] - item["closedSincePutMs"] <= tree["time"]
        if kind == "fork":
            return hopeful or item["forked"]
        if kind == "some":
            return sum(truth(one, shown, hopeful) for one in within) >= tree["threshold"]
        return hopeful or at in shown

    def missing(at):
        if truth(at, item["shown"], False) or not truth(at, item["shown"], True):
            return []
        within = nodes[at][1]
        return [one for inner in within for one in missing(inner)] if within else [at]

    if truth(0, item["shown"], False):
        for at, node in enumerate(item["shown"]):
            if truth(0, [other for other in item["shown"] if other != node], False):
                return {"kind": "faulty", "witness": at, "fault": "not-needed"}
        return {"kind": "true"}
    if not truth(0, item["shown"], True):
        return {"kind": "false"}
    return {"kind": "missing", "nodes": missing(0)}


def logic(tree):
    """(L, C) of a vault, as CBOR values but for C's structure."""
    leaves = []

    def visit(one):
        if one["kind"] == "some":
            return [one["threshold"], [visit(inner) for inner in one["conditions"]]]
        leaves.append(one)
        return len(leaves) - 1

    return visit(tree), leaves
