"""Our checkov checks, one file a topic.

This file must exist: without it checkov loads nothing from the folder, and says nothing. The folder also works alone,
`checkov --external-checks-dir`, where tieline is installed. checkov then puts the folder first on the import path and
imports each file by its bare name, so a file here must not be named like a module of the standard library.
"""
