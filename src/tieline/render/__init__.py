"""A spec into what Terraform reads: tfvars, and root modules."""

from tieline.render.calls import Call, calls
from tieline.render.files import RenderedFile
from tieline.render.root import composition, root_module
from tieline.render.tfvars import tfvars

__all__ = ["Call", "RenderedFile", "calls", "composition", "root_module", "tfvars"]
