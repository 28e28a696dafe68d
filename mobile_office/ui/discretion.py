"""What Qt writes to disk of its own accord, and how it is kept from that (security.md 6).

Qt's file dialog notes the last folders in a settings file, the desktop's own dialog in its list of recent
files; a folder may bear a citizen's name. A print job is a file on its way to the spooler.
"""

import os
import stat
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, Qt


def keep_settings_nowhere() -> None:
    """Settings of Qt's own live in memory only, and its own file dialogs are used; before the application is made."""
    formats, scopes = QSettings.Format, QSettings.Scope
    for kind in (formats.NativeFormat, formats.IniFormat):
        # Nothing can be created below a device, so what is set is never written; nothing is read either.
        QSettings.setPath(kind, scopes.UserScope, os.devnull)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


def keep_temporary_files_in_memory() -> None:
    """What is written on the way to the printer goes to the session's own folder, which lives in memory.

    That folder (XDG_RUNTIME_DIR) is gone with the session. Without one everything stays as it is.
    """
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if folder and _is_private(Path(folder)):
        os.environ["TMPDIR"] = folder


def _is_private(folder: Path) -> bool:
    try:
        known = folder.stat()
    except OSError:
        return False
    return stat.S_ISDIR(known.st_mode) and known.st_uid == os.getuid() and not known.st_mode & 0o077
