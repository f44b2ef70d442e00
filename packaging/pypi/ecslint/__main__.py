# SPDX-License-Identifier: Apache-2.0
import os
import sys

from ecslint import find_ecslint_bin

os.execv(find_ecslint_bin(), ["ecslint", *sys.argv[1:]])
