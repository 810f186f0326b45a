"""QR frames (docs/implementers/protocol.md, section 13)."""

from .blake3 import keyed

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def from_base45(text):
    """RFC 9285."""
    out = b""
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        value = sum(ALPHABET.index(char) * 45**i for i, char in enumerate(group))
        out += value.to_bytes(len(group) - 1, "big")
    return out


def members(number, count):
    """Which of `count` blocks frame `number` is the sum of."""
    if number < count:
        return [number]
    seed = number.to_bytes(8, "big")
    parts = range(-(-count // 256))
    bits = b"".join(keyed("frame", seed + part.to_bytes(8, "big")) for part in parts)
    chosen = [i for i in range(count) if bits[i // 8] >> (i % 8) & 1]
    return chosen or [number % count]


def check(message, report):
    content = bytes.fromhex(message["content"])
    count = message["blocks"]
    size = -(-len(content) // count)
    blocks = [content[i * size : (i + 1) * size].ljust(size, b"\0") for i in range(count)]
    identity = keyed("record", content)[:8]
    report.equal(identity, message["id"], "id of a message")
    for item in message["frames"]:
        head, _, text = item["text"].partition(":")
        data = from_base45(text)
        what = f"frame {item['number']} of {count}"
        report.check(head == "TALLY" and len(data) == 23 + size, f"form of {what}")
        numbers = len(content).to_bytes(4, "big") + size.to_bytes(2, "big")
        expected = b"\1" + identity + numbers + item["number"].to_bytes(4, "big")
        total = 0
        for i in members(item["number"], count):
            total ^= int.from_bytes(blocks[i], "big")
        block = total.to_bytes(size, "big")
        report.equal(data, (expected + keyed("frame", expected + block)[:4] + block).hex(), what)
