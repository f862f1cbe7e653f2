"""The commands of ``vanban``, one a file: what each prints and with which status it ends."""
