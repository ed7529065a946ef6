"""gunicorn's worker of threads, which sends pages that lie there as files ahead of WSGI.

Of what a kept page costs a worker, a sixth was spent on an environment of WSGI that nobody reads, on headers that are
checked each time and on sending them apart from the body. Whatever is not the plainest of requests goes its usual way.
"""

from gunicorn.http.message import Request
from gunicorn.util import http_date
from gunicorn.workers.gthread import TConn, ThreadWorker

from home.baking import serving

_HEAD = "HTTP/1.1 200 OK\r\nServer: gunicorn\r\nDate: {}\r\nConnection: keep-alive\r\n"
# A body, or wishes about the connection: more than a page is asked for.
_NOT_PLAIN = {"CONNECTION", "CONTENT-LENGTH", "EXPECT", "TRANSFER-ENCODING", "UPGRADE"}


class PageWorker(ThreadWorker):
    def handle_request(self, req: Request, conn: TConn) -> bool:
        page = self._page(req)
        if page is None:
            return super().handle_request(req, conn)
        self.nr += 1
        conn.sock.sendall(b"".join((_HEAD.format(http_date()).encode(), page.lines, b"\r\n", page.body)))
        return True

    def _page(self, req: Request) -> serving.Page | None:
        """None also where the connection shall not be kept, or this was the last request but one."""
        if req.method != "GET" or req.version != (1, 1) or not self._goes_on():
            return None
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": req.path,
            "QUERY_STRING": req.query,
            "wsgi.url_scheme": req.scheme,
        }
        for name, value in req.headers:
            key = "HTTP_" + name.replace("-", "_")
            if key in environ or name in _NOT_PLAIN or "_" in name:
                return None
            environ[key] = value
        page = serving.lying_there(environ)
        return None if page is None or serving.is_known(page, environ) else page

    def _goes_on(self) -> bool:
        return self.alive and self.nr + 1 < self.max_requests and len(self.keepalived_conns) < self.max_keepalived
