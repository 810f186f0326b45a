#!/usr/bin/env python3
"""Checks the vectors with nothing of the implementation that wrote them: hashes, encodings, chains, contents, the log,
checkpoints, certificates, addresses. Python's standard library only.

Signatures and sealed boxes are not checked here: the standard library has none of their algorithms.

    python3 conformance/verify.py [FOLDER] [NAME …]

Exit status: 0 everything holds, 1 something does not (each on a line), 2 nothing was found to check.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # a checker leaves nothing behind in what it checks

from python import checks  # noqa: E402


def main(arguments):
    folder = Path(arguments[0]) if arguments else Path(__file__).parent / "vectors"
    names = arguments[1:] or sorted(checks.SECTIONS)
    report = checks.Report()
    for name in names:
        report.section = name
        try:
            vectors = json.loads((folder / f"{name}.json").read_text("utf-8"))
            checks.SECTIONS[name](vectors, report)
        except (LookupError, TypeError, ValueError, OSError, AttributeError) as error:
            report.check(False, f"cannot be read: {error!r}")
    for line in report.faults:
        print(line)
    print(f"{report.checked} checks, {len(report.faults)} faults (signatures are not among them)")
    if report.checked == 0:
        return 2
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
