"""What is checked of a voting key's assertion before its signature (protocol.md, section 4)."""

import base64
import json

ES256 = bytes.fromhex("a5010203262001215820"), bytes.fromhex("225820")
ML_DSA_44 = bytes.fromhex("a3010703382f20590520")
PRESENT_AND_VERIFIED, UNWANTED, EXTENSIONS = 0x05, 0x58, 0x80


def has_form(item):
    """Whether key, authenticator data and client data are those of an assertion over the challenge."""
    assertion = {name: bytes.fromhex(value) for name, value in item["assertion"].items()}
    return (
        _is_key(bytes.fromhex(item["key"]))
        and _is_authenticator_data(assertion["authenticatorData"])
        and _is_client_data(assertion["clientData"], bytes.fromhex(item["challenge"]))
    )


def _is_key(key):
    before_x, before_y = ES256
    if len(key) == 77:
        return key.startswith(before_x) and key[42:45] == before_y
    return len(key) == 10 + 1312 and key.startswith(ML_DSA_44)


def _is_authenticator_data(data):
    if not 37 <= len(data) <= 1024:
        return False
    flags = data[32]
    wanted = flags & (PRESENT_AND_VERIFIED | UNWANTED) == PRESENT_AND_VERIFIED
    return wanted and bool(flags & EXTENSIONS) == (len(data) > 37)


def _is_client_data(data, challenge):
    try:
        said = json.loads(data.decode("utf-8"))
    except ValueError:
        return False
    if len(data) > 2048 or not isinstance(said, dict):
        return False
    expected = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
    return (
        said.get("type") == "webauthn.get"
        and said.get("challenge") == expected
        and isinstance(said.get("origin"), str)
        and said.get("crossOrigin", False) is False
    )
