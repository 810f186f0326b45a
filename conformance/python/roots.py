"""The root over the whole state (docs/implementers/protocol.md, section 6)."""

from . import cbor, merkle, schema
from .blake3 import keyed
from .encoding_checks import encoded, hexed

LEAST = ("currency", "cap", "paid", "owner", "putAt", "closedMs", "hold", "country")
STATE = merkle.Tree(
    lambda data: keyed("state-leaf", data),
    lambda left, right: keyed("state-node", left + right),
    bytes(32),
)
MOST_AMOUNT = 2**63 - 1


def roots(vectors, report):
    entries = [(hexed(item["key"]), hexed(item["value"])) for item in vectors["chains"]]
    for item in vectors["supplies"]:
        value = keyed("record", cbor.encode([int(item["minted"]), int(item["burned"])]))
        report.equal(value, item["value"], "value of a currency")
        entries.append((hexed(item["key"]), value))
    for item in vectors["holds"]:
        hold_record(item, report)
        entries.append((hexed(item["key"]), hexed(item["value"])))
    marked = fork_entries(vectors, report)
    given = [(hexed(item["key"]), hexed(item["value"])) for item in vectors["forks"]]
    report.check(sorted(marked) == sorted(given), "entries of forks")
    report.check(any(len(item["register"]) > 1 for item in vectors["holds"]), "a register")
    in_order = sorted(entries + marked)
    report.check(len({key for key, _ in in_order}) == len(in_order), "keys of a root")
    found = STATE.root([STATE.leaf(key + value) for key, value in in_order])
    report.equal(found, vectors["root"], "root of the state")


def hold_record(item, report):
    """An open hold: eight items, or nine once more than a payment has happened to it."""
    given, what = item["record"], f"hold {item['key'][:8]}"
    items = [plain_item(name, given[name]) for name in LEAST]
    progress = given.get("progress")
    if progress is not None:
        register = register_bytes(item["register"])
        report.equal(keyed("record", cbor.encode(register)), progress["cheques"], f"register, {what}")
        short = sum(int(cheque["unpaid"]) for cheque in item["register"])
        report.equal(str(min(short, MOST_AMOUNT)), progress["unpaid"], f"what {what} is short of")
        forked = 1 if progress["forked"] else 0
        items.append([progress["ended"], forked, min(short, MOST_AMOUNT), hexed(progress["cheques"])])
    data = cbor.encode(items)
    report.equal(data, item["bytes"], f"record, {what}")
    report.equal(keyed("record", data), item["value"], f"value, {what}")


def plain_item(name, value):
    if name in ("currency", "owner"):
        return hexed(value)
    if name in ("cap", "paid"):
        return int(value)
    return schema.HOLD.write(value) if name == "hold" else value


def register_bytes(cheques):
    """State id, previous, sequence, amount, total, unpaid: 96 bytes each."""
    names = ("sequence", "amount", "total", "unpaid")
    return b"".join(
        hexed(cheque["id"])
        + hexed(cheque["previous"])
        + b"".join(int(cheque[name]).to_bytes(8, "big") for name in names)
        for cheque in cheques
    )


def fork_entries(vectors, report):
    """Of a key that forked the first hold it forked on; of a marked hold that has closed, whose it was."""
    writer = keyed("key", encoded(schema.KEY, vectors["writer"]["key"]))
    report.equal(writer, vectors["writer"]["hash"], "hash of a writer's key")
    entries = {}
    for mark in vectors["marks"]:
        hold, owner = hexed(mark["hold"]), hexed(mark["owner"])
        report.equal(writer, mark["writer"], "writer of a marked hold")
        entries.setdefault(writer, keyed("record", cbor.encode(hold)))
        still = [item["record"] for item in vectors["holds"] if item["key"] == mark["hold"]]
        report.check(bool(still) != mark["isClosed"], "whether a marked hold is open")
        report.check(all(record["owner"] == mark["owner"] for record in still), "owner of a mark")
        if mark["isClosed"]:
            entries[hold] = keyed("record", cbor.encode([writer, owner]))
    return list(entries.items())
