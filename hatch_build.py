"""Makes the drawings of the shipped library when a wheel is built, so that a first build has them ready."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version != "standard":
            return
        self._folder = tempfile.TemporaryDirectory()
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            from psoas_pdf.ready_made import make_ready

            make_ready(Path(self._folder.name))
        finally:
            sys.path.pop(0)
        build_data["force_include"][self._folder.name] = "psoas_pdf/ready"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()
