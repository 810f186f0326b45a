"""The structures of docs/implementers/protocol.md, sections 2 and 4 to 7.

A structure turns decoded CBOR into the JSON of the vector files (`read`: byte strings as hex, amounts as decimal strings)
and back (`write`). Both raise Refused for what is outside the bounds.
"""

import re

U53 = (1 << 53) - 1
U63 = (1 << 63) - 1


class Refused(Exception):
    """Canonical CBOR, but not of this structure."""


def need(condition, why):
    if not condition:
        raise Refused(why)


class Uint:
    def __init__(self, most=U53, least=0):
        self.most, self.least = most, least

    def read(self, value):
        need(type(value) is int and self.least <= value <= self.most, "integer")
        return value

    write = read


class Amount:
    def __init__(self, least=0):
        self.least = least

    def read(self, value):
        need(type(value) is int and self.least <= value <= U63, "amount")
        return str(value)

    def write(self, text):
        need(re.fullmatch(r"0|[1-9]\d*", text), "amount")
        return self.check(int(text))

    def check(self, value):
        need(self.least <= value <= U63, "amount")
        return value


class Bytes:
    def __init__(self, most, least=None):
        self.most, self.least = most, most if least is None else least

    def read(self, value):
        need(isinstance(value, bytes) and self.least <= len(value) <= self.most, "bytes")
        return value.hex()

    def write(self, text):
        value = bytes.fromhex(text)
        self.read(value)
        return value


class Text:
    def __init__(self, most, least=0, form=None):
        self.most, self.least, self.form = most, least, form

    def read(self, value):
        need(isinstance(value, str), "text")
        need(self.least <= len(value.encode("utf-8")) <= self.most, "length of a text")
        need(self.form is None or re.fullmatch(self.form, value), "form of a text")
        return value

    write = read


class List:
    def __init__(self, item, most, least=0, distinct=None):
        self.item, self.most, self.least, self.distinct = item, most, least, distinct

    def read(self, value):
        need(isinstance(value, list) and self.least <= len(value) <= self.most, "list")
        return self.check([self.item.read(item) for item in value])

    def write(self, value):
        return [self.item.write(item) for item in self.check(value)]

    def check(self, items):
        for key in self.distinct or ():
            named = [str(key(item)) for item in items]
            need(len(set(named)) == len(named), "the same twice")
        return items


class Nullable:
    def __init__(self, item):
        self.item = item

    def read(self, value):
        return None if value is None else self.item.read(value)

    def write(self, value):
        return None if value is None else self.item.write(value)


class Record:
    def __init__(self, check=None, **fields):
        self.fields, self.check = fields, check

    def read(self, value):
        need(isinstance(value, list) and len(value) == len(self.fields), "record")
        pairs = zip(self.fields.items(), value)
        out = {name: field.read(item) for (name, field), item in pairs}
        if self.check:
            self.check(out)
        return out

    def write(self, value):
        need(set(value) == set(self.fields), "fields")
        if self.check:
            self.check(value)
        return [field.write(value[name]) for name, field in self.fields.items()]


class Variant:
    """[tag, fields…]: cases by tag, each with its name."""

    def __init__(self, cases):
        self.cases = cases

    def read(self, value):
        need(isinstance(value, list) and len(value) > 0, "variant")
        need(type(value[0]) is int and value[0] in self.cases, "case")
        name, fields = self.cases[value[0]]
        return {"kind": name, **fields.read(value[1:])}

    def write(self, value):
        rest = {name: item for name, item in value.items() if name != "kind"}
        for tag, (name, fields) in self.cases.items():
            # Two cases of one name differ in their fields.
            if name == value["kind"] and set(rest) == set(fields.fields):
                return [tag, *fields.write(rest)]
        raise Refused("case")


class Tagged:
    """[kind, common fields…, body]: an operation, or the effects of one."""

    def __init__(self, common, bodies):
        self.common, self.bodies = common, bodies

    def read(self, value):
        need(isinstance(value, list) and len(value) == 2 + len(self.common), "tagged")
        need(type(value[0]) is int and value[0] < len(self.bodies), "kind")
        name, body = self.bodies[value[0]]
        pairs = zip(self.common.items(), value[1:-1])
        common = {field: codec.read(item) for (field, codec), item in pairs}
        return {"kind": name, **common, **body.read(value[-1])}

    def write(self, value):
        names = [name for name, _ in self.bodies]
        body = self.bodies[names.index(value["kind"])][1]
        rest = {k: v for k, v in value.items() if k != "kind" and k not in self.common}
        common = [codec.write(value[field]) for field, codec in self.common.items()]
        return [names.index(value["kind"]), *common, body.write(rest)]


class Only:
    """A body that is one list, under a name."""

    def __init__(self, name, items):
        self.name, self.items = name, items

    def read(self, value):
        return {self.name: self.items.read(value)}

    def write(self, value):
        need(set(value) == {self.name}, "fields")
        return self.items.write(value[self.name])


class One:
    """A list of exactly one record."""

    def __init__(self, record):
        self.record = record

    def read(self, value):
        need(isinstance(value, list) and len(value) == 1, "not one")
        return self.record.read(value[0])

    def write(self, value):
        return [self.record.write(value)]


class Word:
    """One of several words, written as its place among them."""

    def __init__(self, *words):
        self.words = words

    def read(self, value):
        need(type(value) is int and value < len(self.words), "word")
        return self.words[value]

    def write(self, word):
        need(word in self.words, "word")
        return self.words.index(word)


class Flag:
    def read(self, value):
        need(type(value) is int and value in (0, 1), "flag")
        return value == 1

    def write(self, value):
        return int(value)
