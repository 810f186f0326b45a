"""The canonical CBOR of docs/implementers/protocol.md, section 1 (RFC 8949, section 4.2.1, restricted).

A value is an int (0 to 2^63 - 1), bytes, str, list or None.
"""

UINT, BYTES, TEXT, ARRAY = 0, 2, 3, 4
NULL = 0xF6
MAX_DEPTH = 64


class Malformed(Exception):
    """The bytes are not canonical CBOR of the restricted kind."""


def decode(data):
    value, at = _item(data, 0, 0)
    if at != len(data):
        raise Malformed("bytes after the end")
    return value


def encode(value):
    if value is None:
        return bytes([NULL])
    if isinstance(value, bool) or isinstance(value, float):
        raise Malformed("no such type")
    if isinstance(value, int):
        return _head(UINT, value)
    if isinstance(value, bytes):
        return _head(BYTES, len(value)) + value
    if isinstance(value, str):
        data = value.encode("utf-8")
        return _head(TEXT, len(data)) + data
    return _head(ARRAY, len(value)) + b"".join(encode(item) for item in value)


def _head(major, argument):
    if not 0 <= argument < 1 << 63:
        raise Malformed("integer out of range")
    if argument < 24:
        return bytes([major << 5 | argument])
    for info, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 1 << (8 * width):
            return bytes([major << 5 | info]) + argument.to_bytes(width, "big")
    raise AssertionError


def _argument(data, at):
    info = data[at] & 31
    if info < 24:
        return info, at + 1
    if info > 27:
        raise Malformed("indefinite or reserved length")
    width = 1 << (info - 24)
    raw = data[at + 1 : at + 1 + width]
    if len(raw) < width:
        raise Malformed("input ends early")
    value = int.from_bytes(raw, "big")
    if value < (24 if width == 1 else 1 << (4 * width)):
        raise Malformed("not in its shortest form")
    return value, at + 1 + width


def _item(data, at, depth):
    if depth > MAX_DEPTH:
        raise Malformed("nested too deep")
    if at >= len(data):
        raise Malformed("input ends early")
    if data[at] == NULL:
        return None, at + 1
    major = data[at] >> 5
    if major not in (UINT, BYTES, TEXT, ARRAY):
        raise Malformed("a type that is not in use")
    argument, at = _argument(data, at)
    if major == UINT:
        if argument >= 1 << 63:
            raise Malformed("integer above 2^63 - 1")
        return argument, at
    if argument > len(data) - at:
        raise Malformed("input ends early")
    if major == ARRAY:
        items = []
        for _ in range(argument):
            item, at = _item(data, at, depth + 1)
            items.append(item)
        return items, at
    raw = data[at : at + argument]
    if major == BYTES:
        return raw, at + argument
    try:
        return raw.decode("utf-8", "strict"), at + argument
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
