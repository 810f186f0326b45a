"""What every structure's vectors are checked for."""

from . import cbor
from .structures import Refused

hexed = bytes.fromhex


def encoded(structure, value):
    """The canonical bytes of a value of the vector files."""
    return cbor.encode(structure.write(value))


def check_encoding(report, structure, value, data, what):
    """The bytes decode to the value, and the value encodes to the bytes."""
    try:
        report.check(structure.read(cbor.decode(hexed(data))) == value, f"{what}: decodes to another value")
        report.equal(encoded(structure, value), data, f"{what}: encoding")
    except (cbor.Malformed, Refused) as error:
        report.check(False, f"{what}: refused: {error}")


def refused_by(structure, data):
    try:
        tree = cbor.decode(data)
    except cbor.Malformed:
        return "cbor"
    try:
        structure.read(tree)
    except Refused:
        return "structure"
    return "nobody"
