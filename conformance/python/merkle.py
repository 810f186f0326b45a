"""Trees of the shape of RFC 9162, section 2.1, and their proofs (sections 2.1.3 and 2.1.4)."""

import hashlib

from .blake3 import keyed


class Tree:
    """The hashes of one kind of tree."""

    def __init__(self, leaf, node, empty):
        self.leaf, self.node, self.empty = leaf, node, empty

    def root(self, leaves):
        """The root over leaf hashes, by the recursion that defines it."""
        if not leaves:
            return self.empty
        if len(leaves) == 1:
            return leaves[0]
        cut = split(len(leaves))
        return self.node(self.root(leaves[:cut]), self.root(leaves[cut:]))

    def root_by_path(self, leaf, index, size, path):
        """The root that an inclusion proof leads to; None when the proof does not have the right length."""
        if size == 1:
            return leaf if not path else None
        if not path:
            return None
        cut = split(size)
        *rest, top = path
        if index < cut:
            inner = self.root_by_path(leaf, index, cut, rest)
            return None if inner is None else self.node(inner, top)
        inner = self.root_by_path(leaf, index - cut, size - cut, rest)
        return None if inner is None else self.node(top, inner)

    def consistent(self, first, first_root, second, second_root, path):
        if first == second:
            return not path and first_root == second_root
        if first == 0:
            return not path and first_root == self.empty
        found = self._both(first, second, list(path), first_root, True)
        return found == (first_root, second_root)

    def _both(self, first, size, path, known, whole):
        """Both roots that a consistency proof leads to; `whole`: the first tree's root is known here."""
        if first == size:
            if whole:
                return (known, known) if not path else None
            return (path[0], path[0]) if len(path) == 1 else None
        if not path:
            return None
        cut = split(size)
        *rest, top = path
        if first <= cut:
            inner = self._both(first, cut, rest, known, whole)
            return inner and (inner[0], self.node(inner[1], top))
        inner = self._both(first - cut, size - cut, rest, known, False)
        return inner and (self.node(top, inner[0]), self.node(top, inner[1]))


def split(size):
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def sha256(data):
    return hashlib.sha256(data).digest()


LOG = Tree(
    lambda data: sha256(b"\0" + data), lambda left, right: sha256(b"\1" + left + right), sha256(b"")
)
CONTENTS = Tree(
    lambda data: keyed("leaf", data), lambda left, right: keyed("node", left + right), bytes(32)
)


def hold_contents(spent, given):
    """What a hold has spent, and what of it a cheque gives."""
    pairs = [(bytes(32), spent), (bytes(31) + b"\x01", given)]
    return contents_root([(key, amount.to_bytes(32, "big")) for key, amount in pairs if amount])


def contents_root(entries):
    """The root of a map: entries (key, value), in any order."""
    in_order = sorted(entries)
    return CONTENTS.root([CONTENTS.leaf(key + value) for key, value in in_order])
