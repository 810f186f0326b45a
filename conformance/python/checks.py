"""What is checked of each vector file."""

import base64

from . import address, cbor, chains, credentials, merkle, schema
from .blake3 import keyed, purpose_key
from .encoding_checks import check_encoding, encoded, hexed, refused_by
from .forks import forks
from .governance_checks import governance
from .offline_checks import conditions_, frames, offline, vaults
from .roots import roots


class Report:
    def __init__(self):
        self.section, self.checked, self.faults = "", 0, []

    def check(self, holds, what):
        self.checked += 1
        if not holds:
            self.faults.append(f"{self.section}: {what}")

    def equal(self, found, expected, what):
        found = found.hex() if isinstance(found, bytes) else found
        self.check(found == expected, f"{what}: computed {str(found)[:70]}, given {str(expected)[:70]}")


def hashes(vectors, report):
    for item in vectors["purposes"]:
        report.equal(purpose_key(item["purpose"]), item["key"], f"key of {item['purpose']}")
    for item in vectors["hashes"]:
        found = keyed(item["purpose"], hexed(item["input"]))
        report.equal(found, item["hash"], f"{item['purpose']} of {len(item['input']) // 2} bytes")


def encodings(vectors, report):
    for item in vectors["valid"]:
        structure = schema.STRUCTURES[item["structure"]]
        check_encoding(report, structure, item["value"], item["bytes"], item["structure"])
    for item in vectors["invalid"]:
        layer = refused_by(schema.STRUCTURES[item["structure"]], hexed(item["bytes"]))
        report.equal(layer, item["layer"], f"{item['structure']}, {item['why']}: refused by")


def states(vectors, report):
    for at, item in enumerate(vectors["states"]):
        data = hexed(item["bytes"])
        report.equal(chains.state_id(data), item["id"], f"id of state {at}")
        state, fault = chains.read_state(data)
        report.check(fault is None, f"state {at}: {fault}")
        plain = {k: v.hex() if isinstance(v, bytes) else v for k, v in (state or {}).items()}
        report.check(plain == item["fields"], f"fields of state {at}")
        if item["preCommitmentOfNext"] is not None and state:
            following, _ = chains.read_state(hexed(vectors["states"][at + 1]["bytes"]))
            committed = hexed(item["id"]) + following["operation"] + following["entropy"]
            found = keyed("pre-commitment", committed)
            report.equal(found, item["preCommitmentOfNext"], f"pre-commitment after state {at}")
    for at, item in enumerate(vectors["invalid"]):
        report.equal(chains.read_state(hexed(item["bytes"]))[1], item["reason"], f"invalid state {at}")
    for at, item in enumerate(vectors["runs"]):
        fault = chains.check_run([hexed(state) for state in item["states"]])
        expected = {"ok": True} if fault is None else {"ok": False, "at": fault[0], "reason": fault[1]}
        report.check(expected == item["result"], f"run {at}: {expected}")


def identities(vectors, report):
    genesis = vectors["genesis"]
    check_encoding(report, schema.STRUCTURES["genesis"], genesis["value"], genesis["bytes"], "genesis")
    identity = keyed("identity", hexed(genesis["bytes"]))
    report.equal(identity, genesis["id"], "identity id")
    for at, device in enumerate(vectors["devices"]):
        pair = [identity, schema.DEVICE.write(device["value"])]
        report.equal(keyed("device", cbor.encode(pair)), device["chain"], f"chain of device {at}")
        report.equal(key_id(device["value"]["key"]), device["keyId"], f"key id of device {at}")
    for at, step in enumerate(vectors["steps"]):
        entries = identity_entries(identity, step["view"], report)
        check_map(report, step, entries, f"identity after step {at}")
        if step["statement"]:
            said = step["statement"]
            name, structure = schema.STATEMENTS[said["statement"]]
            value = {k: v for k, v in said["value"].items() if k != "kind"}
            report.equal(name, said["value"]["kind"], f"statement {at}")
            check_encoding(report, structure, value, said["body"], f"statement {at}")
    for at, item in enumerate(vectors["balances"]):
        pairs = [(hexed(b["currency"]), int(b["balance"])) for b in item["balances"]]
        entries = [(currency, balance.to_bytes(32, "big")) for currency, balance in pairs if balance]
        check_map(report, item, entries, f"balances {at}")
    for item in vectors["holds"]:
        spent = int(item["spent"])
        report.equal(merkle.hold_contents(spent, 0), item["root"], f"a hold's {spent} spent")
    for item in vectors["cheques"]:
        found = merkle.hold_contents(int(item["total"]), int(item["amount"]))
        report.equal(found, item["root"], f"a cheque of {item['amount']} of {item['total']}")
    attested = vectors["attestation"]
    found = keyed("statement", encoded(schema.ATTESTED, attested["value"]))
    report.equal(found, attested["hash"], "attestation")
    for at, item in enumerate(vectors["freed"]):
        expected = list(freed_holds(item))
        report.check(len(expected) == len(item["holds"]), f"freed {at}: number of holds")
        for index, (value, given) in enumerate(zip(expected, item["holds"])):
            what = f"freed {at}, hold {index}"
            report.equal(encoded(schema.HOLD, value), given["bytes"], what)
            check_encoding(report, schema.HOLD, given["value"], given["bytes"], what)
            found = keyed("hold", hexed(item["revoking"]) + chains.u64(index))
            report.equal(found, given["id"], f"{what}: id")


def freed_holds(item):
    """What revoking a device opens, as section 4 says it."""

    def valid(record):
        return record["validUntil"] is None or int(item["time"]) <= int(record["validUntil"])

    ordered = sorted(item["records"], key=lambda record: record["country"])
    countries = [r["country"] for r in [*filter(valid, ordered), *ordered]]
    held = sorted((b for b in item["balances"] if int(b["balance"])), key=lambda b: b["currency"])
    for balance in held:
        payee = {"kind": "identity", "identity": item["identity"], "country": countries[0]}
        claim = {"payee": payee, "meter": {"kind": "all"}, "condition": None, "until": 2**53 - 1}
        yield {
            "currency": balance["currency"],
            "cap": balance["balance"],
            "writer": {"kind": "none"},
            "note": None,
            "claims": [claim],
        }


def key_id(key):
    return keyed("key", encoded(schema.KEY, key))


def identity_entries(identity, view, report):
    def entry_of(device):
        pair = [identity, schema.DEVICE.write(device["device"])]
        report.equal(keyed("device", cbor.encode(pair)), device["chain"], "chain of a device")
        status = {"active": 1, "revoked": 2}[device["status"]]
        record = [device["ordinal"], status, key_id(device["device"]["key"])]
        return hexed(device["chain"]), keyed("record", cbor.encode(record))

    policy = (bytes(32), keyed("record", encoded(schema.POLICY, view["policy"])))
    countries = [
        (
            record["country"].encode().rjust(32, b"\0"),
            keyed("record", cbor.encode([record["tier"], record["validUntil"]])),
        )
        for record in view["records"]
    ]
    return [*map(entry_of, view["devices"]), policy, *countries]


def check_map(report, item, entries, what):
    given = [(hexed(key), hexed(value)) for key, value in item["entries"]]
    report.check(sorted(entries) == given, f"{what}: entries")
    report.equal(merkle.contents_root(entries), item["root"], f"{what}: root")
    report.check(len(item["proofs"]) == len(given), f"{what}: number of proofs")
    for (key, value), proof in zip(given, item["proofs"]):
        leaf = merkle.CONTENTS.leaf(key + value)
        path = [hexed(step) for step in proof["path"]]
        found = merkle.CONTENTS.root_by_path(leaf, proof["index"], proof["size"], path)
        report.equal(found, item["root"], f"{what}: proof of {key.hex()[:8]}")


def operations(vectors, report):
    for item in vectors["operations"]:
        what = f"operation {item['value']['kind']}"
        check_encoding(report, schema.STRUCTURES["operation"], item["value"], item["bytes"], what)
        report.equal(keyed("operation", hexed(item["bytes"])), item["hash"], f"{what}: hash")
    for item in vectors["holds"]:
        found = keyed("hold", hexed(item["putting"]) + chains.u64(item["index"]))
        report.equal(found, item["id"], f"id of hold {item['index']}")
    for item in vectors["intents"]:
        hold = item["hold"]
        terms = {
            "currency": hold["currency"],
            "cap": hold["cap"],
            "payees": [claim["payee"] for claim in hold["claims"]],
            "purpose": hold.get("purpose"),
            "salt": hold["intent"],
        }
        found = keyed("statement", encoded(schema.INTENT, terms))
        report.equal(found, item["hash"], "hash of an intent")
    for item in vectors["notes"]:
        report.equal(keyed("note", hexed(item["sealed"])), item["hash"], "hash of a note")
    for item in vectors["times"]:
        earliest = item["notAfter"] - item["validityMs"]
        is_timely = earliest <= item["time"] <= item["notAfter"]
        report.check(is_timely == item["isTimely"], f"notAfter {item['notAfter']}")


def constitutions(vectors, report):
    item = vectors["constitution"]
    check_encoding(report, schema.STRUCTURES["constitution"], item["value"], item["bytes"], "constitution")
    sovereign = keyed("constitution", hexed(item["bytes"]))
    report.equal(sovereign, item["sovereign"], "sovereign id")
    for entry in vectors["currencies"]:
        currency = keyed("currency", cbor.encode([sovereign, entry["code"]]))
        report.equal(currency, entry["currency"], f"currency {entry['code']}")
        treasury = keyed("treasury", cbor.encode([sovereign, currency]))
        report.equal(treasury, entry["treasury"], f"treasury of {entry['code']}")
    for epoch in vectors["epochs"]:
        value = epoch["value"]
        check_encoding(report, schema.STRUCTURES["epoch"], value, epoch["bytes"], "epoch")
        report.equal(keyed("record", hexed(epoch["bytes"])), epoch["hash"], "hash of an epoch")
        report.equal(sovereign, value["sovereign"], "sovereign of an epoch")
        origin = item["value"]["origin"] + (f"/{value['number']}" if value["number"] else "")
        report.equal(origin, value["origin"], "origin of an epoch")


def log(vectors, report):
    leaves = []
    for at, item in enumerate(vectors["leaves"]):
        data = hexed(item["data"])
        leaves.append(merkle.LOG.leaf(data))
        report.equal(leaves[-1], item["hash"], f"leaf {at}")
        report.check(refused_by(schema.STRUCTURES["leaf"], data) == "nobody", f"data of leaf {at}")
    roots = {item["size"]: hexed(item["root"]) for item in vectors["roots"]}
    for size, root in roots.items():
        report.equal(merkle.LOG.root(leaves[:size]), root.hex(), f"root of {size}")
    for item in vectors["inclusion"]:
        index, size = item["index"], item["size"]
        path = [hexed(step) for step in item["proof"]]
        found = merkle.LOG.root_by_path(leaves[index], index, size, path)
        report.equal(found, roots[size].hex(), f"inclusion of {index} in {size}")
    for item in vectors["consistency"]:
        first, second = item["first"], item["second"]
        path = [hexed(step) for step in item["proof"]]
        holds = merkle.LOG.consistent(first, roots[first], second, roots[second], path)
        report.check(holds, f"consistency of {first} and {second}")
    for item in vectors["effects"]:
        check_effects(report, item)
    entries = b"".join(len(e).to_bytes(2, "big") + e for e in map(hexed, vectors["bundle"]["entries"]))
    report.equal(entries, vectors["bundle"]["bytes"], "entry bundle")
    for tile in vectors["tile"]:
        place = (tile["level"], tile["index"])
        report.equal(place, (0, 0), "place of the tile")
        report.equal(b"".join(leaves), tile["hashes"], "hashes of the tile")
    for tile in vectors["paths"]:
        report.equal(tile_path(**{k: v for k, v in tile.items() if k != "path"}), tile["path"], "path")
    large = vectors["largeTree"]
    for tile in large["widths"]:
        hashes_there = large["size"] // 256 ** tile["level"] - 256 * tile["index"]
        report.equal(max(0, min(256, hashes_there)), tile["width"], "width of a tile")
    numbered = [merkle.LOG.leaf(i.to_bytes(2, "big")) for i in range(600)]
    report.equal(merkle.LOG.root(numbered), large["rootOf600"], "root of 600 leaves")


def check_effects(report, item):
    check_encoding(report, schema.STRUCTURES["effects"], item["value"], item["bytes"], "effects")
    digest = keyed("effects", hexed(item["bytes"]))
    report.equal(digest, item["hash"], "hash of effects")
    entry = keyed("entry", hexed(item["transition"]) + digest)
    report.equal(entry, item["entry"], "hash of an entry")
    report.equal(cbor.encode([1, entry]), item["leaf"], "leaf of an entry")


def tile_path(level, index, width):
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    path = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{path}" + ("" if width == 256 else f".p/{width}")


def evidence(vectors, report):
    transition = vectors["transition"]
    tree = schema.STRUCTURES["transition"].read(cbor.decode(hexed(transition["bytes"])))
    report.equal(chains.state_id(hexed(tree["state"])), transition["id"], "transition id")
    state, _ = chains.read_state(hexed(tree["state"]))
    digest = keyed("operation", hexed(tree["operation"]))
    report.check(state is not None and state["operation"] == digest, "operation of the transition")
    given = vectors["checkpoint"]
    check_checkpoint(report, given)
    certificate = vectors["certificate"]
    value = certificate["value"]
    check_encoding(report, schema.STRUCTURES["certificate"], value, certificate["bytes"], "certificate")
    report.equal(hexed(value["checkpoint"]).decode(), given["note"], "checkpoint of the certificate")
    report.equal(value["transition"], transition["id"], "transition of the certificate")
    report.equal(value["treeSize"], given["value"]["size"], "size of the certificate's tree")
    effects = keyed("effects", hexed(value["effects"]))
    entry = keyed("entry", hexed(value["transition"]) + effects)
    leaf = merkle.LOG.leaf(cbor.encode([1, entry]))
    path = [hexed(step) for step in value["proof"]]
    found = merkle.LOG.root_by_path(leaf, value["index"], value["treeSize"], path)
    report.equal(found, given["value"]["root"], "inclusion of the certificate")
    bundle = vectors["evidence"]
    check_encoding(report, schema.STRUCTURES["evidence"], bundle["value"], bundle["bytes"], "evidence")
    constitution = hexed(bundle["value"]["constitution"]["constitution"])
    report.equal(keyed("constitution", constitution), bundle["sovereign"], "pinned sovereign")
    epoch = schema.STRUCTURES["epoch"].read(cbor.decode(hexed(bundle["value"]["epoch"]["epoch"])))
    report.equal(epoch["sovereign"], bundle["sovereign"], "sovereign of the epoch")
    report.equal(epoch["origin"], given["value"]["origin"], "origin of the epoch")
    report.check(epoch["notBefore"] <= bundle["now"] <= epoch["notAfter"], "time of the epoch")
    report.check(bundle["value"]["certificate"] == value, "certificate of the evidence")
    report.equal(bundle["value"]["state"], tree["state"], "state of the evidence")
    report.equal(bundle["value"]["operation"], tree["operation"], "operation of the evidence")
    forks(vectors, report)


def check_checkpoint(report, given):
    """C2SP tlog-checkpoint, signed-note and tlog-cosignature, the signatures themselves excepted."""
    value = given["value"]
    root = base64.b64encode(hexed(value["root"])).decode()
    text = f"{value['origin']}\n{value['size']}\n{root}\n"
    report.equal(text, given["text"], "text of the checkpoint")
    body, _, lines = given["note"].rpartition("\n\n")
    report.equal(body + "\n", text, "text of the note")
    lines = lines.splitlines()
    report.equal(len(lines), len(given["cosigners"]), "number of signatures")
    for line, cosigner in zip(lines, given["cosigners"]):
        name = cosigner["name"].encode()
        key_of = merkle.sha256(name + b"\n\x06" + hexed(cosigner["publicKey"]))[:4]
        report.equal(key_of, cosigner["keyId"], f"key id of {cosigner['name']}")
        stamp = chains.u64(cosigner["timestamp"])
        dash, written, signature = line.split(" ")
        raw = base64.b64decode(signature, validate=True)
        report.equal((dash, written), ("\u2014", cosigner["name"]), "signature line")
        report.check(raw[:12] == key_of + stamp and len(raw) == 12 + 2420, "form of a signature")
        origin = value["origin"].encode()
        message = b"subtree/v1\n\0" + bytes([len(name)]) + name + stamp
        message += bytes([len(origin)]) + origin + bytes(8) + chains.u64(value["size"])
        report.equal(message + hexed(value["root"]), cosigner["message"], "cosigned message")


def signatures(vectors, report):
    """The contexts, the sizes, and what is signed for a session."""
    of_kind = {}
    for item in vectors["contexts"]:
        expected = f"tallystick/v1/{item['kind']}".encode() + b"\0" + hexed(item["sovereign"])
        report.equal(expected, item["context"], f"context of {item['kind']}")
        of_kind[item["kind"]] = expected
    expected = b"tallystick/v1/constitution\0" + bytes(32)
    report.equal(expected, vectors["contextOfFounding"], "context of a founding")
    sizes = {1: 2420, 2: 3309, 3: 17_088, 4: 7856}
    for item in vectors["signatures"]:
        report.equal(of_kind[item["kind"]], item["context"], "context of a signature")
        report.equal(len(hexed(item["signature"])), sizes[item["suite"]], "length of a signature")
        key_size = schema.PUBLIC_KEY_BYTES[item["suite"]]
        report.equal(len(hexed(item["publicKey"])), key_size, "length of a public key")
    session = vectors["session"]
    report.equal(of_kind["session"], session["context"], "context of a session")
    answer = encoded(schema.SESSION, {name: session[name] for name in schema.SESSION.fields})
    report.equal(keyed("record", answer), session["message"], "what is signed for a session")
    for item in vectors["assertions"]:
        report.equal(credentials.has_form(item), item["fault"] != "form", f"form of an assertion: {item['name']}")


def addresses(vectors, report):
    for item in vectors["addresses"]:
        identity = hexed(item["identity"])
        report.equal(address.encode_address(identity), item["address"], "address")
        report.equal(address.decode_address(item["address"]), item["identity"], "identity")
        report.equal(address.fingerprint(identity), item["fingerprint"], "fingerprint")
    for item in vectors["uris"]:
        whom = item["uri"].removeprefix("tally:").partition("?")[0]
        to = item["parsed"]["request"]["to"]
        if to["kind"] == "identity":
            report.equal(address.decode_address(whom), to["identity"], "recipient")
        else:
            report.equal(whom, "@" + to["handle"], "recipient")
    for text in vectors["invalid"]:
        report.check(":" in text or address.decode_address(text) is None, f"address {text}")


SECTIONS = {
    check.__name__: check
    for check in (
        addresses, conditions_, constitutions, encodings, evidence, frames, governance, hashes, identities, log,
        offline, operations, roots, signatures, states, vaults,
    )
}  # fmt: skip
