"""mobile_office: a mobile citizens' office that never stops when the link does."""

VERSION = "0.1.0"
