"""The oldest browsers we promise to work in, fetched by name and hash with the npm client and kept under .venv.

They are unpatched: they are shown nothing but the street on this machine.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).resolve().parents[3] / ".venv" / "old-browsers"
FETCH_SECONDS = 300
UNPACK = """
const [packed, unpacked] = process.argv.slice(1), fs = require("fs");
fs.createReadStream(packed).pipe(require("zlib").createBrotliDecompress()).pipe(fs.createWriteStream(unpacked));
"""


class EngineMissing(RuntimeError):
    """An old browser cannot be had; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A package that ships a Chromium: `major` is the browser's version, `sha512` (base64) the package's hash."""

    major: int
    package: str
    version: str
    sha512: str


ENGINES = (
    Engine(
        88,
        "chrome-aws-lambda",
        "5.5.0",
        "nYSDzTsVEVsvIFaUUAUN53ulXBLKSRXFS+eVYZOLZD5SA1If59rqBAiy4raMgorQwXWqjSsjK1SF4As+qzPLqA==",
    ),
    Engine(
        109,
        "@sparticuz/chromium",
        "109.0.6",
        "9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg==",
    ),
)


def program(engine: Engine) -> Path:
    """The browser's program, fetched the first time it is asked for."""
    target = CACHE / f"chromium-{engine.major}"
    if not target.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            unpack(fetch(engine, Path(folder)), Path(folder) / "chromium").rename(target)
    return target


def tool(name: str) -> str:
    if found := shutil.which(name):
        return found
    raise EngineMissing(
        f"Old browsers are fetched with {name}. On Debian or Ubuntu, as root:\n  apt-get install -y nodejs npm"
    )


def fetch(engine: Engine, folder: Path) -> Path:
    """The package as a file in FOLDER; raises where it is not the one we know."""
    wanted = f"{engine.package}@{engine.version}"
    command = [tool("npm"), "pack", "--silent", "--pack-destination", str(folder), wanted]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
    packages = list(folder.glob("*.tgz"))
    if done.returncode or not packages:
        raise EngineMissing(f"{wanted} could not be fetched. Is a package registry within reach?\n{done.stderr}")
    digest = hashlib.sha512(packages[0].read_bytes()).digest()
    if base64.b64encode(digest).decode() != engine.sha512:
        raise EngineMissing(f"{wanted} is not the package we know: its hash differs.")
    return packages[0]


def unpack(package: Path, target: Path) -> Path:
    """The browser out of PACKAGE, made ready to run at TARGET."""
    packed = target.with_suffix(".br")
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/bin/chromium.br")
        assert member
        packed.write_bytes(member.read())
    subprocess.run([tool("node"), "-e", UNPACK, str(packed), str(target)], check=True, timeout=FETCH_SECONDS)
    target.chmod(0o755)
    return target
