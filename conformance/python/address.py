"""Addresses (BIP-350, bech32m) and fingerprints (docs/implementers/protocol.md, section 8)."""

from .blake3 import keyed

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
PREFIX = "tally"
BECH32M = 0x2BC830A3


def _checksum(values):
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate(GENERATOR):
            state ^= generator if top >> i & 1 else 0
    return state


def _prefix():
    return [ord(c) >> 5 for c in PREFIX] + [0] + [ord(c) & 31 for c in PREFIX]


def encode_address(identity):
    bits = int.from_bytes(identity, "big") << 4  # 256 bits in 52 groups of five
    words = [bits >> (5 * i) & 31 for i in reversed(range(52))]
    rest = _checksum(_prefix() + words + [0] * 6) ^ BECH32M
    words += [rest >> (5 * i) & 31 for i in reversed(range(6))]
    return PREFIX + "1" + "".join(ALPHABET[word] for word in words)


def decode_address(text):
    """The identity, or None."""
    if text != text.lower() and text != text.upper():
        return None
    text = text.lower()
    if len(text) != 64 or not text.startswith(PREFIX + "1"):
        return None
    if any(c not in ALPHABET for c in text[6:]):
        return None
    words = [ALPHABET.index(c) for c in text[6:]]
    if _checksum(_prefix() + words) != BECH32M:
        return None
    bits = 0
    for word in words[:52]:
        bits = bits << 5 | word
    return (bits >> 4).to_bytes(32, "big") if bits & 15 == 0 else None


def fingerprint(identity):
    number = int.from_bytes(keyed("address", identity)[:8], "big") % 10**12
    digits = f"{number:012d}"
    return f"{digits[:4]} {digits[4:8]} {digits[8:]}"
