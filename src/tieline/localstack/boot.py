"""Runs LocalStack. Started by LocalStack's own Python, which has neither tieline nor its dependencies.

    boot.py serve FOLDER CACHE FD   serve on the listening socket FD, with every file under FOLDER
    boot.py prepare CACHE           build what every start needs, once: 4 s less each time

Standard input is the life line of `serve`: when it ends, because the parent closed it or died in any way,
the server removes FOLDER and ends too. The parent writes one byte to it to let the server live on.
"""

# mypy: disable-error-code="import-not-found"
# ruff: noqa: PLC0415 - LocalStack reads its settings when it is imported, so they come first

import fcntl
import functools
import gc
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, NoReturn

SERVICES = "ec2,sts,iam,logs,cloudwatch,secretsmanager,kms"
ALIVE = "alive"  # locked as long as the server lives: proof, better than a pid, that it does


def settings(folder: Path, port: int) -> dict[str, str]:
    """LocalStack's configuration: all its files under `folder`, loopback only, nothing sent anywhere."""
    return {
        "HOME": str(folder),  # else ~/.localstack/default.env of the user counts
        "FILESYSTEM_ROOT": str(folder),
        "OVERRIDE_IN_DOCKER": "0",  # in a container it would write to /var/lib/localstack
        "SERVICES": SERVICES,
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "LOCALSTACK_HOST": f"127.0.0.1:{port}",
        "DNS_ADDRESS": "0",
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "LS_LOG": "warning",
    }


def use_folder(folder: Path, port: int) -> None:
    """Point LocalStack and Python's tempfile at `folder`. Must come before LocalStack is imported."""
    os.environ.update(settings(folder, port))
    tempfile.tempdir = str(folder / "tmp")
    Path(tempfile.tempdir).mkdir(exist_ok=True)


def caches(folder: Path) -> list[Path]:
    """What LocalStack works out at its first start and can keep: entry points, certificate, API index."""
    return [folder / ".cache", folder / "var" / "lib" / "localstack" / "cache"]


def leave(folder: Path) -> NoReturn:
    """End at once, without a trace. There is no state worth an orderly shutdown, which can take 10 s."""
    for _ in range(3):  # other threads may still write while the folder goes
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
    os._exit(0)


def hold_life_line(folder: Path) -> None:
    """Wait on the parent: a byte releases the server, the end of the pipe ends it."""
    if not os.read(sys.stdin.fileno(), 1):
        leave(folder)


def adopt_socket(fd: int) -> None:
    """Serve on the parent's socket.

    LocalStack 4.13.1 ignores the host in GATEWAY_LISTEN and binds all interfaces. A socket that is bound
    already also leaves no moment in which another process can take the port.
    """
    from twisted.internet import endpoints

    def adopted(reactor: Any, _port: int) -> Any:
        return endpoints.AdoptedStreamServerEndpoint(reactor, fd, socket.AF_INET)

    endpoints.TCP4ServerEndpoint = adopted


def keep_vpn_gateway_ids() -> None:
    """Let the tag `_custom_id_` fix the id of a virtual private gateway, as it does that of a VPC."""
    import wrapt

    def patch(module: Any) -> None:
        create = module.VpnGatewayBackend.create_vpn_gateway

        def create_vpn_gateway(
            self: Any,
            gateway_type: str = "ipsec.1",
            amazon_side_asn: str | None = None,
            availability_zone: str | None = None,
            tags: dict[str, str] | None = None,
        ) -> Any:
            custom_id = (tags or {}).get("_custom_id_")
            if not custom_id:
                return create(self, gateway_type, amazon_side_asn, availability_zone, tags)
            gateway = module.VpnGateway(self, custom_id, gateway_type, amazon_side_asn, availability_zone, tags)
            self.vpn_gateways[custom_id] = gateway
            return gateway

        module.VpnGatewayBackend.create_vpn_gateway = create_vpn_gateway

    wrapt.register_post_import_hook(patch, "moto.ec2.models.vpn_gateway")


def allow_more_ranges() -> None:
    """Let a VPC have 50 IPv4 ranges, to which AWS raises the quota on request; moto stops at its default, 5."""
    import wrapt

    def patch(module: Any) -> None:
        associate = module.VPC.associate_vpc_cidr_block
        constants = associate.__code__.co_consts
        associate.__code__ = associate.__code__.replace(co_consts=tuple(50 if c == 5 else c for c in constants))

    wrapt.register_post_import_hook(patch, "moto.ec2.models.vpcs")


def attach_direct_connect_gateways() -> None:
    """Let DescribeTransitGatewayAttachments find the attachment of any Direct Connect gateway to any transit gateway.

    There is no Direct Connect here. Terraform asks once the two gateways are associated, and then AWS has one.
    """
    import hashlib
    from types import SimpleNamespace

    import wrapt

    def patch(module: Any) -> None:
        describe = module.TransitGatewayAttachmentBackend.describe_transit_gateway_attachments

        def describe_transit_gateway_attachments(
            self: Any, transit_gateways_attachment_ids: list[str] | None = None, filters: Any = None
        ) -> Any:
            asked = filters or {}
            kind, gateway, transit_gateway = (
                asked.get(name, []) for name in ("resource-type", "resource-id", "transit-gateway-id")
            )
            if kind != ["direct-connect-gateway"] or len(gateway) != 1 or len(transit_gateway) != 1:
                return describe(self, transit_gateways_attachment_ids, filters)
            digest = hashlib.sha256(f"{transit_gateway[0]}/{gateway[0]}".encode()).hexdigest()
            attachment = SimpleNamespace(
                id=f"tgw-attach-{digest[:17]}",
                resource_id=gateway[0],
                resource_owner_id=self.account_id,
                resource_type=kind[0],
                state="available",
                transit_gateway_id=transit_gateway[0],
                transit_gateway_route_table=SimpleNamespace(id=""),  # none: it has no default here
                get_tags=list,
            )
            return [attachment]

        module.TransitGatewayAttachmentBackend.describe_transit_gateway_attachments = (
            describe_transit_gateway_attachments
        )

    wrapt.register_post_import_hook(patch, "moto.ec2.models.transit_gateway_attachments")


def find_by_id() -> None:
    """Let moto look up what has an id, where for each request it goes through all there is.

    Of thousands of VPCs, that made the creation of each, and each look at one, take longer with every other.
    """
    import wrapt

    def tags(module: Any) -> None:
        from moto.ec2.utils import EC2_PREFIX_TO_RESOURCE, get_prefix

        def get_tags(self: Any) -> list[dict[str, str]]:
            kind = EC2_PREFIX_TO_RESOURCE.get(get_prefix(self.id), "") if self.id else ""
            own = self.ec2_backend.tags.get(self.id, {}).copy()
            return [{"resource_id": self.id, "key": k, "value": own[k], "resource_type": kind} for k in own]

        module.TaggedEC2Resource.get_tags = get_tags

    def vpcs(module: Any) -> None:
        describe = module.VPCBackend.describe_vpcs

        def describe_vpcs(self: Any, vpc_ids: list[str] | None = None, filters: Any = None) -> Any:
            if not vpc_ids or not all(each in self.vpcs for each in vpc_ids):
                return describe(self, vpc_ids, filters)
            return module.generic_filter(filters, [self.vpcs[each] for each in dict.fromkeys(vpc_ids)])

        module.VPCBackend.describe_vpcs = describe_vpcs

    def route_tables(module: Any) -> None:
        describe = module.RouteBackend.describe_route_tables

        def describe_route_tables(self: Any, route_table_ids: list[str] | None = None, filters: Any = None) -> Any:
            vpc_ids = (filters or {}).get("vpc-id", [])
            vpc_ids = [vpc_ids] if isinstance(vpc_ids, str) else vpc_ids
            if route_table_ids or not vpc_ids or not all(each in self.vpcs for each in vpc_ids):  # patterns, perhaps
                return describe(self, route_table_ids, filters)
            return module.generic_filter(filters, [t for t in list(self.route_tables.values()) if t.vpc_id in vpc_ids])

        module.RouteBackend.describe_route_tables = describe_route_tables

    def security_groups(module: Any) -> None:
        def get_security_group_from_id(self: Any, group_id: str) -> Any:
            return next((groups[group_id] for groups in list(self.groups.values()) if group_id in groups), None)

        module.SecurityGroupBackend.get_security_group_from_id = get_security_group_from_id

    wrapt.register_post_import_hook(tags, "moto.ec2.models.core")
    wrapt.register_post_import_hook(vpcs, "moto.ec2.models.vpcs")
    wrapt.register_post_import_hook(route_tables, "moto.ec2.models.route_tables")
    wrapt.register_post_import_hook(security_groups, "moto.ec2.models.security_groups")


def list_actions_once() -> None:
    """Let moto work out what a service can do once, and not for each request: a sixth of its time."""
    import wrapt

    def patch(module: Any) -> None:
        module.method_names_from_class = functools.cache(module.method_names_from_class)

    wrapt.register_post_import_hook(patch, "moto.core.responses")


def load_ec2(port: int) -> None:
    """Make LocalStack load EC2 now (2 s), while the parent does other things, not at the first request."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port)
    credential = "Credential=000000000000/20260101/us-east-1/ec2/aws4_request"
    connection.request(
        "POST",
        "/",
        "Action=DescribeVpcs&Version=2016-11-15",
        {
            "Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    connection.getresponse().read()


def serve(folder: Path, cache: Path, fd: int) -> None:
    """Serve until the life line or SIGTERM ends it."""
    alive = (folder / ALIVE).open("w")
    fcntl.flock(alive, fcntl.LOCK_EX)
    signal.signal(signal.SIGTERM, lambda *_: leave(folder))
    threading.Thread(target=hold_life_line, args=(folder,), daemon=True).start()

    if cache.is_dir():
        shutil.copytree(cache, folder, dirs_exist_ok=True)
        folder.chmod(0o700)  # the copy gave it the cache's mode
    port = socket.socket(fileno=os.dup(fd)).getsockname()[1]
    gc.set_threshold(200_000, 50, 50)  # loading AWS's API models is mostly garbage collection otherwise: 1.3 s
    use_folder(folder, port)
    adopt_socket(fd)
    keep_vpn_gateway_ids()
    allow_more_ranges()
    attach_direct_connect_gateways()
    find_by_id()
    list_actions_once()
    threading.Thread(target=load_ec2, args=(port,), daemon=True).start()

    from localstack.logging.setup import setup_logging_from_config
    from localstack.runtime import current

    # what localstack.runtime.main does, less its signal handlers and its banner
    setup_logging_from_config()
    current.initialize_runtime().run()


def prepare(cache: Path) -> None:
    """Fill `cache` with the files that `serve` copies into its folder."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        use_folder(folder, 4566)

        from localstack.aws.spec import get_service_catalog
        from localstack.runtime import current
        from localstack.utils.ssl import create_ssl_cert

        current.initialize_runtime()  # reads every installed package's entry points
        caches(folder)[1].mkdir(parents=True)
        get_service_catalog()
        create_ssl_cert()
        for source in caches(folder):
            shutil.copytree(source, cache / source.relative_to(folder))


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]))
    else:
        serve(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
