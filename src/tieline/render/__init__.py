"""A spec into what Terraform reads: tfvars, and a root module."""

from tieline.render.root import RenderedFile, root_module
from tieline.render.tfvars import tfvars

__all__ = ["RenderedFile", "root_module", "tfvars"]
