"""A linter for Amazon ECS. The program is a binary; this package only finds it."""
# SPDX-License-Identifier: Apache-2.0
import os
import sysconfig


def find_ecslint_bin():
    """The path of the ecslint binary that this package was installed with."""
    schemes = [sysconfig.get_path("scripts")]
    if hasattr(sysconfig, "get_preferred_scheme"):  # Python 3.10
        schemes.append(sysconfig.get_path("scripts", scheme=sysconfig.get_preferred_scheme("user")))
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    schemes.append(os.path.join(here, "bin"))  # pip install --target
    for folder in schemes:
        path = os.path.join(folder, "ecslint")
        if os.path.isfile(path):
            return path
    raise FileNotFoundError("the ecslint binary is in none of: " + ", ".join(schemes))
