"""Policies: checkov in process over a plan, with checks of our own for what checkov does not cover."""
