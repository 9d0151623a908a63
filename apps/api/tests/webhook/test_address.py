"""Where webhooks may point, as written and as resolved."""

from ipaddress import ip_address
from typing import Any

import pytest

from cashbeat.webhook import address
from cashbeat.webhook.address import AddressRefused, is_public, resolve, url_faults


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/x",
        "https://localhost/x",
        "https://printer.local/x",
        "https://db.internal/x",
        "https://intranet/x",
        "https://127.0.0.1/x",
        "https://10.1.2.3/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://user:secret@hooks.example.com/x",
        "https://hooks.example.com/x#part",
        "https://hooks.example.com:99999/x",
        "https:///x",
        "ftp://hooks.example.com/x",
        "javascript:alert(1)",
        "https://hooks.exämple.com/x",
    ],
)
def test_what_is_no_public_address_is_refused(url: str) -> None:
    assert len(url_faults(url, private=False)) == 1


@pytest.mark.parametrize("url", ["https://hooks.example.com/x?y=1", "https://8.8.8.8:8443/x"])
def test_a_public_address_is_taken(url: str) -> None:
    assert url_faults(url, private=False) == []


def test_development_may_point_home() -> None:
    assert url_faults("http://127.0.0.1:9000/x", private=True) == []
    assert url_faults("ftp://127.0.0.1/x", private=True) != []


@pytest.mark.parametrize(
    "inner",
    [
        "0.0.0.0",  # noqa: S104
        "100.64.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "240.0.0.1",
        "fe80::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "::ffff:169.254.169.254",
    ],
)
def test_no_disguise_makes_an_address_public(inner: str) -> None:
    assert not is_public(ip_address(inner))


@pytest.mark.parametrize("inner", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_public(inner: str) -> None:
    assert is_public(ip_address(inner))


def resolving(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    async def addresses(_name: str, _port: int) -> Any:
        return [ip_address(each) for each in found]

    monkeypatch.setattr(address, "_addresses", addresses)


async def test_the_request_goes_to_the_address_that_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolving(monkeypatch, "8.8.8.8")
    target = await resolve("https://hooks.example.com:8443/a?b=c", private=False)
    assert target.url == "https://8.8.8.8:8443/a?b=c"
    assert (target.host, target.name) == ("hooks.example.com:8443", "hooks.example.com")
    resolving(monkeypatch, "2606:4700::1111")
    target = await resolve("https://hooks.example.com", private=False)
    assert target.url == "https://[2606:4700::1111]/"


async def test_a_name_that_leads_home_is_refused_whatever_else_it_leads_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolving(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(AddressRefused, match="public internet"):
        await resolve("https://hooks.example.com/x", private=False)


async def test_a_name_of_nobody_is_refused() -> None:
    with pytest.raises(AddressRefused, match="resolve"):
        await resolve("https://nobody.invalid/x", private=False)
