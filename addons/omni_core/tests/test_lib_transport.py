"""What a platform may do to us on the network, and what the job sees of it."""

import gzip
import io
import socket
import threading
import time
import traceback
from decimal import Decimal
from unittest import TestCase

from ..lib.auth import ApiKeyHeader, Basic, Bearer
from ..lib.budget import Lease
from ..lib.errors import (
    AuthError,
    ConflictError,
    GoneError,
    PayloadError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from ..lib.redact import Redactor
from ..lib.response import parse_retry_after
from ..lib.secret import Secret
from ..lib.transport import CallPolicy, Transport
from ..lib.urls import check_url
from .http_fake import fake_server


class TransportCase(TestCase):
    def serve(self, **routes):
        paths = {f"/{name}": function for name, function in routes.items()}
        running = fake_server(paths)
        self.server = running.__enter__()
        self.addCleanup(running.__exit__, None, None, None)

    def transport(self, **options):
        options.setdefault("base_url", self.server.url)
        options.setdefault("policy", CallPolicy("all"))
        return Transport(name="Toyland", **options)

    def refusal(self, cls, function, /, **options):
        """The error of one GET to a server that answers by ``function``."""
        self.serve(it=function)
        with self.assertRaises(cls) as caught:
            self.transport().request("GET", "/it", **options)
        return caught.exception


class TestAnswers(TransportCase):
    def test_fractions_arrive_exact(self):
        self.serve(it=lambda h: h.answer(b'{"total": 19.99, "n": 3}'))
        answer = self.transport().request("GET", "/it").json()
        self.assertEqual(answer, {"total": Decimal("19.99"), "n": 3})

    def test_money_leaves_as_a_number_with_the_same_digits(self):
        self.serve(it=lambda h: h.answer())
        self.transport().request("POST", "/it", json={"total": Decimal("19.90")})
        self.assertEqual(self.server.seen[0][3], b'{"total": 19.9}')

    def test_nul_bytes_and_half_characters_never_reach_the_database(self):
        self.serve(it=lambda h: h.answer(b'{"note\\u0000": "a\\u0000b\\ud83d!"}'))
        answer = self.transport().request("GET", "/it").json()
        self.assertEqual(answer, {"note": "ab\ufffd!"})

    def test_whole_emoji_survive_beside_half_ones(self):
        self.serve(it=lambda h: h.answer(b'["\\ud83d\\ude00", "\\ud83d"]'))
        self.assertEqual(
            self.transport().request("GET", "/it").json(), ["😀", "\ufffd"]
        )

    def test_every_status_has_its_recovery(self):
        expected = {
            400: RejectedError,
            401: AuthError,
            403: AuthError,
            404: GoneError,
            408: TransientError,
            409: ConflictError,
            410: GoneError,
            422: RejectedError,
            425: TransientError,
            429: ThrottledError,
            500: TransientError,
            503: TransientError,
        }
        self.serve(it=lambda h: h.answer(status=int(h.path.partition("?")[2])))
        for status, cls in expected.items():
            with self.subTest(status=status), self.assertRaises(cls) as caught:
                self.transport().request("GET", f"/it?{status}")
            self.assertIs(type(caught.exception), cls)

    def test_a_closed_file_store_is_no_refused_sign_in(self):
        self.serve(it=lambda h: h.answer(b"<Error>Expired</Error>", status=403))
        with self.assertRaises(RejectedError) as caught:
            self.transport().request("POST", "/it", data=b"a", signs_in=False)
        self.assertIn("Expired", str(caught.exception))
        with self.assertRaises(RejectedError):
            self.transport().download("/it", io.BytesIO())

    def test_a_platform_has_the_first_word_on_its_answers(self):
        self.serve(it=lambda h: h.answer(b'{"errors": ["THROTTLED"]}'))

        def classify(answer):
            if answer.json().get("errors"):
                return ThrottledError("Points are used up.", retry_after=2)

        transport = self.transport(policy=CallPolicy("errors"))
        with self.assertRaises(ThrottledError):
            transport.request("POST", "/it", classify=classify)
        self.assertEqual(transport.calls[0].error_kind, "throttled")

    def test_an_error_page_keeps_the_meaning_of_its_status(self):
        def classify(answer):
            answer.json()

        error = self.refusal(
            AuthError,
            lambda h: h.answer(b"<html>", status=401, kind="text/html"),
            classify=classify,
        )
        self.assertEqual(error.code, "401")

    def test_an_expected_refusal_is_an_answer(self):
        self.serve(it=lambda h: h.answer(status=404))
        answer = self.transport().request("GET", "/it", accept=(404,))
        self.assertEqual(answer.status, 404)

    def test_the_platforms_words_are_quoted_without_secrets(self):
        body = b'{"message": "sku too long", "token": "abc"}'
        error = self.refusal(RejectedError, lambda h: h.answer(body, status=400))
        self.assertIn("sku too long", error.message)
        self.assertNotIn("abc", error.message)

    def test_retry_after_is_read_as_seconds_or_as_a_date(self):
        error = self.refusal(
            ThrottledError, lambda h: h.answer(status=429, Retry_After="7")
        )
        self.assertEqual(error.retry_after, 7)
        date = "Wed, 21 Oct 2015 07:28:00 GMT"
        until = "Wed, 21 Oct 2015 07:28:30 GMT"
        self.assertEqual(parse_retry_after(until, date), 30)
        for nonsense in ("", "soon", "-5", "nan", "٣", "9" * 400):
            self.assertIsNone(parse_retry_after(nonsense), nonsense)


class TestBadPlatform(TransportCase):
    def test_a_web_page_with_status_200_is_no_data(self):
        page = b"<!DOCTYPE html><title>Maintenance</title>"
        error = self.refusal(TransientError, lambda h: h.answer(page, kind="text/html"))
        self.assertEqual((error.code, error.detail), ("html", "Maintenance"))

    def test_invalid_json_is_tried_again_later(self):
        for body in (b'{"a": ', b"[" * 100_000, b"NaN", b"1" * 5000, b""):
            with self.subTest(body=body[:9]):
                self.refusal(TransientError, lambda h, body=body: h.answer(body))

    def test_a_platform_that_hangs_is_given_up(self):
        held = threading.Event()
        self.addCleanup(held.set)
        error = self.refusal(TransientError, lambda h: held.wait(20), timeout_s=0.2)
        self.assertEqual(error.code, "timeout")

    def test_an_answer_that_drips_is_given_up(self):
        def drip(handler):
            handler.send_response(200)
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
            for _second in range(100):
                handler.wfile.write(b" ")
                time.sleep(0.05)

        error = self.refusal(TransientError, drip, timeout_s=0.2)
        self.assertEqual(error.code, "timeout")

    def test_an_answer_cut_off_in_the_middle_is_an_error(self):
        def cut(handler):
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            handler.wfile.write(b'{"half":')
            handler.close_connection = True

        self.assertEqual(self.refusal(TransientError, cut).code, "cut_off")

    def test_a_closed_connection_without_an_answer_is_an_error(self):
        def slam(handler):
            handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True

        self.assertEqual(self.refusal(TransientError, slam).code, "closed")

    def test_a_platform_that_is_down_is_an_error(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with self.assertRaises(TransientError) as caught:
            Transport(name="Toyland", base_url=url).request("POST", "/it")
        self.assertEqual(caught.exception.code, "unreachable")

    def test_a_compression_bomb_is_dropped_while_unpacking(self):
        bomb = gzip.compress(bytes(64 * 1024 * 1024))
        error = self.refusal(
            RejectedError,
            lambda h: h.answer(bomb, Content_Encoding="gzip"),
            max_bytes=1024 * 1024,
        )
        self.assertEqual(error.code, "too_large")

    def test_nested_packing_is_refused(self):
        bomb = gzip.compress(gzip.compress(bytes(10_000)))
        self.refusal(
            TransientError, lambda h: h.answer(bomb, Content_Encoding="gzip, gzip")
        )

    def test_damaged_packing_is_an_error(self):
        self.refusal(
            TransientError, lambda h: h.answer(b"not gzip", Content_Encoding="gzip")
        )

    def test_a_good_packed_answer_is_unpacked(self):
        body = gzip.compress(b'{"ok": true}')
        self.serve(it=lambda h: h.answer(body, Content_Encoding="gzip"))
        self.assertEqual(self.transport().request("GET", "/it").json(), {"ok": True})

    def test_a_request_that_cannot_be_built_is_our_fault(self):
        self.serve(it=lambda h: h.answer())
        for options in (
            {"json": {"x": float("nan")}},
            {"json": {"x": object()}},
            {"headers": {"X-Name": "a\r\nX-Injected: b"}},
        ):
            with self.subTest(options), self.assertRaises(PayloadError):
                self.transport().request("POST", "/it", **options)
        self.assertEqual(self.server.seen, [])


class TestWhereWeGo(TransportCase):
    def test_a_redirect_within_the_platform_is_followed(self):
        self.serve(
            old=lambda h: h.answer(status=302, Location="/new"),
            new=lambda h: h.answer(b'"here"'),
        )
        answer = self.transport().request("GET", "/old")
        self.assertEqual(answer.json(), "here")

    def test_a_redirect_to_another_host_is_refused(self):
        for target in ("https://evil.example/x", "//evil.example", "http://10.0.0.1/"):
            with self.subTest(target):
                error = self.refusal(
                    RejectedError,
                    lambda h, target=target: h.answer(status=302, Location=target),
                )
                self.assertEqual(error.code, "url_refused")

    def test_a_redirect_to_itself_ends(self):
        error = self.refusal(
            RejectedError, lambda h: h.answer(status=302, Location="/it")
        )
        self.assertEqual(error.code, "redirects")

    def test_a_write_is_not_turned_into_a_read_by_a_redirect(self):
        self.serve(it=lambda h: h.answer(status=301, Location="/it2"))
        with self.assertRaises(RejectedError):
            self.transport().request("POST", "/it", json={})
        self.assertEqual(len(self.server.seen), 1)

    def test_credentials_stay_with_their_host(self):
        self.serve(
            old=lambda h: h.answer(
                status=307,
                Location=f"http://localhost:{h.server.server_address[1]}/new",
            ),
            new=lambda h: h.answer(),
        )
        self.transport().request(
            "GET",
            "/old",
            auth=Bearer(Secret("s3cret")),
            headers={"X-Api-Key": "k3y", "X-Shop": "toys"},
        )
        (_, _, first, _), (_, _, second, _) = self.server.seen
        self.assertEqual(
            (first["Authorization"], first["X-Api-Key"]), ("Bearer s3cret", "k3y")
        )
        self.assertFalse({"Authorization", "X-Api-Key"} & set(second))
        self.assertEqual(second["X-Shop"], "toys")

    def test_only_the_platforms_own_addresses_are_allowed(self):
        hosts = ("api.toy.example", "*.cdn.toy.example")
        for url in ("https://api.toy.example/x", "https://a.cdn.toy.example:443/f"):
            self.assertEqual(check_url(url, hosts), url)
        for url in (
            "http://api.toy.example/x",
            "https://evil.example/api.toy.example",
            "https://api.toy.example.evil.example/",
            "https://api.toy.example@evil.example/",
            "https://user:pw@api.toy.example/",
            "https://evil.example\\@api.toy.example/",
            "https://169.254.169.254/latest/meta-data",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://localhost/",
            "http://127.0.0.1:8069/",
            "https://api.toy.example:22/",
            "https://api.toy.example:99999/",
            "file:///etc/passwd",
            "//api.toy.example/",
            "",
        ):
            with self.subTest(url), self.assertRaises(RejectedError):
                check_url(url, hosts)

    def test_a_platform_on_loopback_reaches_loopback_alone(self):
        base = "http://127.0.0.1:9000"
        check_url("http://localhost:9001/file.pdf", (), base_url=base)
        with self.assertRaises(RejectedError):
            check_url("https://evil.example/", (), base_url=base)


class TestConnections(TransportCase):
    def test_a_thread_reuses_its_connection(self):
        self.serve(it=lambda h: h.answer())
        for _call in range(5):
            self.transport().request("GET", "/it")
        self.assertEqual(self.server.connections, 1)

    def _dies_once(self, handler):
        if len(self.server.seen) == 2:  # the second request meets a dead connection
            handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True
        else:
            handler.answer()

    def test_a_stale_connection_is_replaced_at_once_for_a_read(self):
        self.serve(it=self._dies_once)
        for _call in range(2):
            self.transport().request("GET", "/it")
        self.assertEqual(len(self.server.seen), 3)

    def test_a_write_is_never_sent_twice(self):
        self.serve(it=self._dies_once)
        self.transport().request("POST", "/it")
        with self.assertRaises(TransientError):
            self.transport().request("POST", "/it")
        self.assertEqual(len(self.server.seen), 2)

    def test_cookies_of_one_account_never_reach_another(self):
        self.serve(it=lambda h: h.answer(Set_Cookie="session=alice; Path=/"))
        for _call in range(2):
            self.transport().request("GET", "/it")
        self.assertNotIn("Cookie", self.server.seen[1][2])

    def test_a_big_file_is_streamed(self):
        self.serve(it=lambda h: h.answer(b"x" * 300_000, kind="application/pdf"))
        target = io.BytesIO()
        answer = self.transport().download("/it", target)
        self.assertEqual((len(target.getvalue()), answer.content), (300_000, b""))

    def test_a_big_file_can_be_sent(self):
        self.serve(it=lambda h: h.answer())
        transport = self.transport()
        transport.request("PUT", "/it", data=io.BytesIO(b"x" * 300_000))
        self.assertEqual(len(self.server.seen[0][3]), 300_000)
        self.assertEqual(len(transport.calls), 1)

    def test_an_error_page_is_not_written_into_the_file(self):
        self.serve(it=lambda h: h.answer(b"gone", status=410, kind="text/plain"))
        target = io.BytesIO()
        with self.assertRaises(GoneError):
            self.transport().download("/it", target)
        self.assertEqual(target.getvalue(), b"")


class TestRecord(TransportCase):
    def test_a_secret_that_cannot_be_sent_is_not_told_in_the_error(self):
        for value in ("first line\nhidden", "hidden\u2026"):
            error = self.refusal(
                AuthError, lambda h: h.answer(), auth=Bearer(Secret(value))
            )
            told = "".join(traceback.format_exception(error))
            self.assertNotIn("hidden", f"{told} {error.detail}", repr(value))
            self.assertIn("Enter it again", error.message)

    def test_a_call_is_on_record_without_its_secrets(self):
        self.serve(it=lambda h: h.answer(b'{"access_token": "t0k3n-new", "id": 7}'))
        transport = self.transport(
            redactor=Redactor([Secret("k3y-secret")]), trace_id="trace-1"
        )
        transport.current_jobs = (4, 5)
        transport.request(
            "POST",
            "/it",
            params={"api_key": "k3y-secret", "page": 2},
            json={"sku": "A-1", "note": "k3y-secret"},
            auth=ApiKeyHeader("X-Key", Secret("k3y-secret")),
            operation="order_import",
        )
        (call,) = transport.calls
        self.assertEqual(self.server.seen[0][2]["X-Key"], "k3y-secret")
        self.assertEqual(self.server.seen[0][2]["X-Request-Id"], "trace-1")
        self.assertNotIn("k3y-secret", repr(call))
        self.assertNotIn("t0k3n-new", repr(call))
        self.assertIn("page=2", call.url)
        self.assertIn('"sku": "A-1"', call.request_body)
        self.assertEqual(
            (call.status, call.job_ids, call.operation, call.trace_id),
            (200, (4, 5), "order_import", "trace-1"),
        )

    def test_the_policy_decides_what_is_kept(self):
        self.serve(
            good=lambda h: h.answer(), bad=lambda h: h.answer(b"boom", status=500)
        )
        kept = {}
        for mode in ("off", "errors", "all"):
            transport = self.transport(policy=CallPolicy(mode))
            transport.request("GET", "/good")
            with self.assertRaises(TransientError):
                transport.request("GET", "/bad")
            kept[mode] = [call.status for call in transport.calls]
        self.assertEqual(kept, {"off": [], "errors": [500], "all": [200, 500]})

    def test_a_call_that_got_no_answer_is_on_record_too(self):
        self.serve(it=lambda h: h.connection.shutdown(socket.SHUT_RDWR))
        transport = self.transport(policy=CallPolicy("errors"))
        with self.assertRaises(TransientError):
            transport.request("GET", "/it")
        (call,) = transport.calls
        self.assertEqual((call.status, call.error_kind), (None, "transient"))
        self.assertIn("closed the connection", call.error)

    def test_a_mistake_of_ours_leaves_the_answer_on_record(self):
        self.serve(it=lambda h: h.answer(b'["surprise"]'))
        transport = self.transport(policy=CallPolicy("errors"))
        with self.assertRaises(AttributeError):
            transport.request("GET", "/it", classify=lambda a: a.json().get("errors"))
        (call,) = transport.calls
        self.assertEqual(
            (call.error_kind, call.error, call.response_body),
            ("bug", "Unexpected: AttributeError", '["surprise"]'),
        )

    def test_the_status_of_a_broken_answer_is_on_record(self):
        self.serve(it=lambda h: h.answer(b"x" * 5000))
        transport = self.transport()
        with self.assertRaises(RejectedError):
            transport.request("GET", "/it", max_bytes=1000)
        self.assertEqual(transport.calls[0].status, 200)

    def test_every_call_is_counted_against_the_lease(self):
        self.serve(it=lambda h: h.answer())
        transport = self.transport(lease=Lease(2))
        for _call in range(3):
            transport.request("GET", "/it")
        self.assertEqual((transport.lease.used, transport.lease.remaining), (3, 0))

    def test_an_exchange_stays_within_its_time(self):
        held = threading.Event()
        self.addCleanup(held.set)
        self.serve(it=lambda h: held.wait(20))
        transport = self.transport()
        transport.deadline = time.monotonic() + 0.2
        with self.assertRaises(TransientError):
            transport.request("GET", "/it")
        with self.assertRaisesRegex(TransientError, "used up its time"):
            transport.request("GET", "/it")
        self.assertEqual(len(self.server.seen), 1)

    def test_a_throttled_call_tells_the_budget(self):
        self.serve(it=lambda h: h.answer(status=429, Retry_After="9"))
        transport = self.transport(lease=Lease(1))
        with self.assertRaises(ThrottledError):
            transport.request("GET", "/it")
        self.assertEqual(transport.lease.readings[0].retry_after, 9)

    def test_basic_authentication_is_sent(self):
        self.serve(it=lambda h: h.answer())
        auth = Basic(Secret("me"), Secret("pässword"))
        self.transport().request("GET", "/it", auth=auth)
        self.assertEqual(
            self.server.seen[0][2]["Authorization"], "Basic bWU6cMOkc3N3b3Jk"
        )
