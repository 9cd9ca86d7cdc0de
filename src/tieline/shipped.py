"""Where the Terraform modules are that come with tieline: in the installed package, or in the repository."""

from __future__ import annotations

from pathlib import Path

from tieline.errors import Unavailable


def modules_folder() -> Path:
    """The folder that holds one folder for each module.

    Raises:
        Unavailable: the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "modules", package.parents[1] / "modules"):
        if (folder / "managed-vpn" / "main.tf").is_file():
            return folder
    raise Unavailable(f"the Terraform modules are missing beside {package}; install tieline again")
