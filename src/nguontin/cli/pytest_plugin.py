"""Loaded by pytest before Django's settings: tests get a data folder of their own and the `test` mode.

Stands here and not in a conftest.py because pytest-django reads the settings before any conftest.py is read.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "NGUON_DATA_DIR" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="nguontin-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["NGUON_DATA_DIR"] = _folder
if _worker := os.environ.get("PYTEST_XDIST_WORKER"):  # files that one test drops may be another's
    os.environ["NGUON_DATA_DIR"] = os.path.join(os.environ["NGUON_DATA_DIR"], _worker)
os.environ["NGUON_MODE"] = "test"
