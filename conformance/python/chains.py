"""States and runs (docs/implementers/protocol.md, section 3)."""

from .blake3 import keyed

ZERO = bytes(32)
LAYOUT = (
    ("version", 0, 1), ("suite", 1, 1), ("reserved", 2, 6), ("chain", 8, 32), ("sequence", 40, 8),
    ("previous", 48, 32), ("entropy", 80, 32), ("operation", 112, 32), ("contents", 144, 32),
)  # fmt: skip
NUMBERS = ("version", "suite", "sequence")


def u64(number):
    return number.to_bytes(8, "big")


def read_state(data):
    """(fields, None), or (None, why these bytes are no state)."""
    if len(data) != 176:
        return None, "length"
    state = {name: data[at : at + size] for name, at, size in LAYOUT}
    for name in NUMBERS:
        state[name] = int.from_bytes(state[name], "big")
    if state["version"] != 1:
        return None, "version"
    if state["suite"] not in (1, 2, 3, 4):
        return None, "suite"
    if state.pop("reserved") != bytes(6):
        return None, "reserved"
    if state["sequence"] >= 1 << 53:
        return None, "sequence"
    return state, None


def state_id(data):
    return keyed("state", data)


def entropy(before, operation, sequence):
    return keyed("entropy", before + operation + u64(sequence))


def check_run(states):
    """None, or (position, reason) of the first state that breaks the run."""
    head = head_id = None
    for at, data in enumerate(states):
        state, fault = read_state(data)
        fault = fault or (_first(state) if head is None else _link(head, head_id, state))
        if fault:
            return at, fault
        head, head_id = state, state_id(data)
    return None


def _first(state):
    if state["sequence"] != 0:
        return None
    if state["previous"] != ZERO:
        return "previous"
    expected = entropy(state["chain"], state["operation"], 0)
    return None if state["entropy"] == expected else "entropy"


def _link(head, head_id, state):
    if state["chain"] != head["chain"]:
        return "chain"
    if state["suite"] != head["suite"]:
        return "suite-changed"
    if state["sequence"] != head["sequence"] + 1:
        return "sequence-gap"
    if state["previous"] != head_id:
        return "previous"
    expected = entropy(head["entropy"], state["operation"], state["sequence"])
    return None if state["entropy"] == expected else "entropy"
