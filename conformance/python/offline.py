"""The structures of docs/implementers/protocol.md, sections 9 to 12."""

from .schema import (
    CHEQUE_SUM, CONDITION, COUNTRY, DEVICE, HASH, KEY, PLACE, POSITIVE, SALT, SIGNATURE, STRUCTURES,
    TIME,
)  # fmt: skip
from .structures import Amount, Bytes, Flag, List, Nullable, Record, Text, U53, Uint, Variant, need

PARTY = Record(identity=HASH, device=DEVICE)
STREAM = Record(
    units=POSITIVE, perTicks=Uint(U53, 1), anchor=HASH, links=Uint(65_536, 1)
)
VOID = Record(state=HASH, by=PARTY, signature=SIGNATURE)


def _amounts(value):
    need(int(value["amount"]) <= int(value["total"]), "amount above total")


ACT = Record(
    _amounts,
    version=Uint(1, 1),
    hold=HASH,
    amount=Amount(),
    total=Amount(),
    request=Nullable(HASH),
    half=Record(index=Uint(U53, 1), previous=HASH),
    payee=Nullable(HASH),
    stream=Nullable(STREAM),
    void=Nullable(VOID),
    salt=SALT,
)
SIGNED_ACT = Record(state=Bytes(176), act=Bytes(24_576, 1), signature=SIGNATURE)
TICK = Record(link=HASH, count=Uint(65_536, 1))
OPENING = Record(identity=HASH, salt=SALT)
HALF = Record(index=Uint(), head=HASH)

CERTIFICATE = STRUCTURES["certificate"]
FOUNDING = Record(
    constitution=STRUCTURES["signedConstitution"], epoch=STRUCTURES["signedEpoch"]
)
CONTENTS_PROOF = Record(index=Uint(2**32 - 1), size=Uint(2**32), path=List(HASH, 32))


class Opened:
    """An opened entry, its checkpoint null where it is that of the bundle's `fresh`."""

    SENT = Record(
        certificate=Record(**{**PLACE, "checkpoint": Nullable(Bytes(262_144, 1))}),
        state=Bytes(176),
        operation=Bytes(65_536, 1),
    )

    @staticmethod
    def swap(opened, old, new):
        certificate = opened["certificate"]
        checkpoint = new if certificate["checkpoint"] == old else certificate["checkpoint"]
        return {**opened, "certificate": {**certificate, "checkpoint": checkpoint}}


class Bundle:
    SENT = Record(
        founding=FOUNDING,
        put=Opened.SENT,
        index=Uint(255),
        putter=PARTY,
        raises=List(Opened.SENT, 8),
        guarantees=List(Record(put=Opened.SENT, index=Uint(255)), 4),
        fresh=CERTIFICATE,
    )

    def read(self, value):
        sent = self.SENT.read(value)
        fresh = sent["fresh"]["checkpoint"]
        whole = self.each(sent, lambda opened: Opened.swap(opened, None, fresh))
        need(self.SENT.write(sent) == self.write(whole), "a checkpoint that is sent already")
        return whole

    def write(self, value):
        fresh = value["fresh"]["checkpoint"]
        return self.SENT.write(self.each(value, lambda opened: Opened.swap(opened, fresh, None)))

    @staticmethod
    def each(value, change):
        guarantees = [{**item, "put": change(item["put"])} for item in value["guarantees"]]
        raises = [change(item) for item in value["raises"]]
        return {**value, "put": change(value["put"]), "raises": raises, "guarantees": guarantees}


MEMBERSHIP = Record(
    certificate=CERTIFICATE, state=Bytes(176), ordinal=Uint(255), proof=CONTENTS_PROOF
)


class Message:
    """[version 1, type, body]"""

    BODIES = (
        (
            "request",
            65_536,
            Record(
                request=Record(request=Bytes(4096, 1), signature=SIGNATURE),
                membership=MEMBERSHIP,
            ),
        ),
        (
            "handover",
            262_144,
            Record(
                act=SIGNED_ACT,
                payee=Nullable(OPENING),
                earlier=List(SIGNED_ACT, 16),
                bundle=Nullable(Bundle()),
            ),
        ),
        ("receipt", 24_576, Record(receipt=Record(receipt=Bytes(4096, 1), signature=SIGNATURE))),
        (
            "not-accepted",
            1024,
            Record(subject=HASH, code=Text(64, 1, r"[a-z][a-z0-9-]*"), half=Nullable(HALF)),
        ),
        (
            "seen",
            32_768,
            Record(sightings=List(Record(hold=HASH, sequence=Uint(), state=HASH), 256)),
        ),
        (
            "shown",
            65_536,
            Record(
                states=List(
                    Record(state=Bytes(176), signature=SIGNATURE, sum=Nullable(CHEQUE_SUM)), 16
                ),
                sums=List(Record(hold=HASH, sequence=Uint(), sum=CHEQUE_SUM), 128),
            ),
        ),
        ("voided", 24_576, Record(void=VOID)),
        (
            "half",
            262_144,
            Record(
                writer=KEY,
                payee=HASH,
                half=HALF,
                acts=List(Record(act=SIGNED_ACT, payee=Nullable(OPENING)), 64),
            ),
        ),
    )

    def read(self, value):
        need(isinstance(value, list) and len(value) == 3, "message")
        need(value[0] == 1 and type(value[1]) is int and value[1] < len(self.BODIES), "type")
        kind, _, body = self.BODIES[value[1]]
        return {"kind": kind, **body.read(value[2])}

    def write(self, value):
        kinds = [kind for kind, _, _ in self.BODIES]
        at = kinds.index(value["kind"])
        rest = {name: item for name, item in value.items() if name != "kind"}
        return [1, at, self.BODIES[at][2].write(rest)]

    def fits(self, value, data):
        return any(value["kind"] == kind and len(data) <= most for kind, most, _ in self.BODIES)


class Proof:
    """What a witness shows: bstr / [key, bstr] / outcome."""

    BYTES = Bytes(17_088, 1)

    def read(self, value):
        if isinstance(value, bytes):
            return {"kind": "bytes", "bytes": self.BYTES.read(value)}
        if isinstance(value, list):
            need(len(value) == 2, "signature")
            key, signature = Uint(15).read(value[0]), self.BYTES.read(value[1])
            return {"kind": "signature", "key": key, "signature": signature}
        return {"kind": "outcome", "outcome": Uint(3).read(value)}

    def write(self, value):
        if value["kind"] == "bytes":
            return self.BYTES.write(value["bytes"])
        if value["kind"] == "signature":
            return [value["key"], self.BYTES.write(value["signature"])]
        return value["outcome"]


SHARE = Record(to=HASH, commitment=HASH, box=Bytes(1280, 1))
OFFLINE = {
    "act": ACT,
    "signedAct": SIGNED_ACT,
    "stream": STREAM,
    "tick": TICK,
    "tabEvidence": Record(act=Nullable(SIGNED_ACT), tick=Nullable(TICK), release=Flag()),
    "chequeEvidence": Record(act=SIGNED_ACT, payee=OPENING),
    "takingEvidence": Record(meter=Nullable(Bytes(49_152, 1)), outcomes=List(Bytes(49_152, 1), 4)),
    "offlineRequest": Record(
        version=Uint(1, 1),
        sovereign=HASH,
        currency=HASH,
        amount=POSITIVE,
        payee=PARTY,
        country=COUNTRY,
        time=TIME,
        until=TIME,
        nonce=Bytes(16),
        memo=Text(256),
    ),
    "receipt": Record(version=Uint(1, 1), preCommitment=HASH, half=HALF, by=PARTY, time=TIME),
    "message": Message(),
    "opening": OPENING,
    "condition": CONDITION,
    "witness": Record(node=Uint(31), proof=Proof()),
    "outcome": Record(
        founding=Nullable(FOUNDING),
        certificate=CERTIFICATE,
        state=Bytes(176),
        operation=Bytes(65_536, 1),
    ),
    "sealedContent": Record(
        vault=HASH,
        nonce=Bytes(24),
        ciphertext=Bytes(262_160, 16),
        ways=List(
            Variant(
                {
                    0: ("proof", Record(nonce=Bytes(24), wrapped=Bytes(48))),
                    1: ("shares", Record(shares=List(SHARE, 16, 1))),
                }
            ),
            16,
            1,
        ),
    ),
}
