"""The first thing a bundled program runs: gives the environment back as the session had it.

PyInstaller's starter points LD_LIBRARY_PATH into the bundle and starts itself again. The loader has read
it by now; whatever this program starts (itself anew, when it locks) must not inherit it.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before
# With these the starter would take the successor for a child and leave its libraries unset.
for _name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[_name]
