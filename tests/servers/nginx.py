"""An nginx for tests, in front of one site, with the sample's way of handing requests on."""

import shutil
from pathlib import Path

from tests.servers.processes import ROOT, Process, free_port, is_open

CONFIGURATION = """
pid {folder}/nginx.pid;
daemon off;
{processes}
error_log {folder}/nginx.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    keepalive_requests 100000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {http}
    upstream site {{
        server 127.0.0.1:{site_port} max_fails=3 fail_timeout=5s;
        keepalive 16;
    }}
    server {{
        listen 127.0.0.1:{port};
        listen 127.0.0.1:{http2_port} http2;
        {locations}
    }}
}}
"""
# Only handing on, without the sample's limits: for load.
PROXY = """
        location / {{
            include {snippets}/proxy.conf;
            proxy_set_header X-Forwarded-Proto https;
            proxy_pass http://site;
        }}
"""
# As in deploy/nginx/site.conf, behind something that ends TLS.
SAMPLE_HTTP = """map $scheme $site_scheme {{ default {scheme}; }}
    include site-snippets/http.conf;
    proxy_cache_path {folder}/kept keys_zone=site_kept:1m inactive=2s use_temp_path=off;
    # Readers come from many addresses, as a load balancer tells.
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Forwarded-For;"""
SAMPLE = """
        location /error-pages/ {{
            root {folder};
            include site-snippets/error-page.conf;
        }}
        include site-snippets/locations.conf;
"""


def find_binary() -> str | None:
    """Path of nginx, or None."""
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin")


class Nginx:
    """An nginx on `port`, and on `http2_port` for HTTP/2, before a site on `site_port`.

    With `limits` it has the sample's limits, micro-cache and error pages, these from
    `folder`/error-pages. It tells the site that readers use `scheme`. Without `workers`
    it is a single process.
    """

    def __init__(
        self,
        folder: Path,
        site_port: int,
        *,
        limits: bool = False,
        scheme: str = "https",
        workers: int = 0,
    ) -> None:
        self.port, self.http2_port = free_port(), free_port()
        self._log = folder / "nginx-output.log"
        self._configuration = folder / "nginx.conf"
        snippets = ROOT / "deploy/nginx/snippets"
        (folder / "site-snippets").symlink_to(snippets)
        text = CONFIGURATION.format(
            folder=folder,
            processes=f"worker_processes {workers};" if workers else "master_process off;",
            site_port=site_port,
            port=self.port,
            http2_port=self.http2_port,
            http=SAMPLE_HTTP.format(folder=folder, scheme=scheme) if limits else "",
            locations=(SAMPLE if limits else PROXY).format(folder=folder, snippets=snippets),
        )
        self._configuration.write_text(text)
        self._process: Process | None = None

    @property
    def pid(self) -> int:
        """Process id of its master."""
        assert self._process is not None, "nginx is stopped."
        return self._process.pid

    def start(self) -> None:
        """Starts nginx and waits until it listens."""
        program = find_binary()
        if program is None:
            raise FileNotFoundError("nginx is not installed.")
        self._process = Process([program, "-c", str(self._configuration)], self._log)
        self._process.wait_until(lambda: is_open(self.port))

    def stop(self) -> None:
        """Stops nginx."""
        if self._process is not None:
            self._process.end()
            self._process = None
