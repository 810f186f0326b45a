"""BLAKE3 in pure Python, for inputs of a few kilobytes: plain and keyed, 32 bytes of output.

Written from the BLAKE3 paper (O'Connor, Aumasson, Neves, Wilcox-O'Hearn), sections 2.1 to 2.6.
"""

IV = (
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
    0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
)  # fmt: skip
PERMUTATION = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
COLUMNS_AND_DIAGONALS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)  # fmt: skip
CHUNK_START, CHUNK_END, PARENT, ROOT, KEYED = 1, 2, 4, 8, 16
BLOCK, CHUNK = 64, 1024
MASK = 0xFFFFFFFF


def _rotate(word, count):
    return ((word >> count) | (word << (32 - count))) & MASK


def _mix(v, places, x, y):
    a, b, c, d = places
    v[a] = (v[a] + v[b] + x) & MASK
    v[d] = _rotate(v[d] ^ v[a], 16)
    v[c] = (v[c] + v[d]) & MASK
    v[b] = _rotate(v[b] ^ v[c], 12)
    v[a] = (v[a] + v[b] + y) & MASK
    v[d] = _rotate(v[d] ^ v[a], 8)
    v[c] = (v[c] + v[d]) & MASK
    v[b] = _rotate(v[b] ^ v[c], 7)


def _words(data):
    return [int.from_bytes(data[i : i + 4], "little") for i in range(0, len(data), 4)]


def _compress(chaining, block, counter, flags):
    """The new chaining value: the first half of the compression function's output."""
    words = _words(block.ljust(BLOCK, b"\0"))
    v = list(chaining) + list(IV[:4]) + [counter & MASK, counter >> 32, len(block), flags]
    for turn in range(7):
        for at, places in enumerate(COLUMNS_AND_DIAGONALS):
            _mix(v, places, words[2 * at], words[2 * at + 1])
        if turn < 6:
            words = [words[i] for i in PERMUTATION]
    return [v[i] ^ v[i + 8] for i in range(8)]


def _chunk(key, data, counter, flags, root):
    value = key
    blocks = [data[i : i + BLOCK] for i in range(0, len(data), BLOCK)] or [b""]
    for at, block in enumerate(blocks):
        first = CHUNK_START if at == 0 else 0
        last = (CHUNK_END | root) if at == len(blocks) - 1 else 0
        value = _compress(value, block, counter, flags | first | last)
    return value


def _bytes(words):
    return b"".join(word.to_bytes(4, "little") for word in words)


def _tree(key, data, counter, flags, root):
    if len(data) <= CHUNK:
        return _chunk(key, data, counter, flags, root)
    chunks = -(-len(data) // CHUNK)
    left = 1 << ((chunks - 1).bit_length() - 1)
    cut = left * CHUNK
    pair = _tree(key, data[:cut], counter, flags, 0) + _tree(
        key, data[cut:], counter + left, flags, 0
    )
    return _compress(key, _bytes(pair), 0, flags | PARENT | root)


def blake3(data, key=None):
    words, flags = (list(IV), 0) if key is None else (_words(key), KEYED)
    return _bytes(_tree(words, bytes(data), 0, flags, ROOT))


def keyed(purpose, data):
    """H_purpose (docs/implementers/protocol.md, section 1)."""
    return blake3(data, purpose_key(purpose))


def purpose_key(purpose):
    if purpose not in _KEYS:
        _KEYS[purpose] = blake3(b"tallystick/v1/" + purpose.encode())
    return _KEYS[purpose]


_KEYS = {}
