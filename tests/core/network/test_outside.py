"""Whom we believe to be who they say."""

from __future__ import annotations

import ssl

import pytest

from core.network.outside import outside
from core.network.proxies import Proxies, parse_proxy
from tests.fakes.authority import Authority


def test_the_usual_authorities_are_trusted_where_none_is_named():
    assert outside().tls.cert_store_stats()["x509_ca"] > 50
    assert outside().tls.verify_mode is ssl.CERT_REQUIRED
    assert outside().tls.check_hostname


def test_a_file_of_certificates_takes_the_place_of_the_usual_ones(tmp_path):
    authority = Authority(tmp_path)

    assert outside(cert_file=str(authority.file)).tls.cert_store_stats()["x509_ca"] == 1


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_file_that_holds_none_is_an_error_that_says_so(tmp_path, content):
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_text(content)

    with pytest.raises(OSError, match=r"\w"):
        outside(cert_file=str(file))


def test_a_folder_of_certificates_that_is_none_is_an_error_that_says_so(tmp_path):
    authority = Authority(tmp_path)

    with pytest.raises(NotADirectoryError):
        outside(cert_dir=f"{tmp_path}/gone:{tmp_path}/gone too")
    assert outside(cert_dir=f"{tmp_path}/gone:{tmp_path}").tls
    assert outside(cert_file=str(authority.file), cert_dir=f"{tmp_path}/gone").tls


def test_the_proxy_for_an_address():
    proxy = parse_proxy("h:1")

    assert outside(Proxies(proxy, None)).proxy_for("http://example.org") == proxy
    assert outside().proxy_for("http://example.org") is None
