#!/usr/bin/env python3
"""The workshop door: `run`, `test`, `lock` and `vendor`, with nothing installed but Python itself."""

import argparse
import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def vendor() -> int:
    """Fetch anew the files of others that we serve, exactly as pinned, and note what each of them must be."""
    wanted = json.loads((HERE / "package.json").read_text())["vendor"]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
        for into in {wish["into"] for wish in wanted.values()}:
            shutil.rmtree(HERE / into, ignore_errors=True)
        notes = [note for name, wish in wanted.items() for note in copies(Path(folder, "node_modules", name), wish)]
    (HERE / "static/vendor/vendor.json").write_text(json.dumps(notes, indent=1) + "\n")
    print(f"{len(notes)} files vendored; static/vendor/vendor.json says what each must be.")
    return 0


def copies(package: Path, wish: dict[str, str]) -> list[dict[str, str]]:
    about = json.loads((package / "package.json").read_text())
    target = HERE / wish["into"] / f"{package.name}-{about['version']}"
    notes = []
    licences = sorted(path.name for path in package.glob("LICENSE*"))
    for source in [wish["files"].replace("*", stem) for stem in wish["only"].split()] + licences:
        # "dist" and the like say where it lay with its makers; only a folder below it is part of the name here.
        file = target.joinpath(*Path(source).parts[1:] or [source])
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / source, file)
        content = file.read_bytes()
        notes.append({
            "file": file.relative_to(HERE).as_posix(),
            "licence": about["license"],
            "sha256": hashlib.sha256(content).hexdigest(),
            "integrity": "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode(),
        })
    return notes


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["vendor"])
    parser.parse_args()
    sys.exit(vendor())
