"""The version of a tenant's rollups, which cached answers carry in their keys."""


def version_key(tenant_id: str) -> str:
    """Where Redis keeps it: raised after commits by the projector, read by analytics."""
    return f"cashbeat:{tenant_id}:version"
