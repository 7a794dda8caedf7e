"""`./gongjian bench`: the measurements, which live beside the tests and compare with rivals installed for them."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scale", nargs="?", choices=["full", "quick"], default="full", help="quick: a smaller world")


def run(options: argparse.Namespace) -> int:
    root = os.environ["GONGJIAN_ROOT"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.path.join(root, "src"), root])}
    command = [sys.executable, "-m", "benchmarks", *(["quick"] if options.scale == "quick" else [])]
    return subprocess.call(command, cwd=root, env=environment)
