// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/response.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

constexpr std::size_t limit = 100;

/// The response, or nothing for what is incomplete or at fault.
std::optional<HttpResponse> responseOf(std::string_view octets, bool ended)
{
    const auto read = readHttpResponse(octets, ended, limit);
    return read && std::holds_alternative<HttpResponse>(*read) ? std::optional(std::get<HttpResponse>(*read))
                                                               : std::nullopt;
}

std::string faultOf(std::string_view octets, bool ended)
{
    const auto read = readHttpResponse(octets, ended, limit);
    return read && std::holds_alternative<HttpFault>(*read) ? std::get<HttpFault>(*read).sentence : "";
}

} // namespace

TEST_CASE("a response is complete by its length, by its chunks, or by the end of the connection")
{
    const std::string counted =
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nContent-Type: Text/Plain; charset=x\r\n\r\nhello";
    CHECK_FALSE(readHttpResponse(counted.substr(0, counted.size() - 1), false, limit).has_value());
    REQUIRE(responseOf(counted, false));
    CHECK(responseOf(counted, false)->status == 200);
    CHECK(responseOf(counted, false)->contentType == "text/plain");
    CHECK(responseOf(counted + "more", false)->body == "hello");
    const std::string chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    CHECK(responseOf(chunked, false)->body == "hello");
    CHECK_FALSE(readHttpResponse(chunked.substr(0, chunked.size() - 6), false, limit).has_value());
    CHECK_FALSE(responseOf("HTTP/1.0 200 OK\r\n\r\nhello", false).has_value());
    CHECK(responseOf("HTTP/1.0 200 OK\n\nhello", true)->body == "hello");
}

TEST_CASE("an octet at a time gives the same response")
{
    const std::string whole = "HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 2\r\n\r\nab";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK_FALSE(readHttpResponse(std::string_view(whole).substr(0, size), false, limit).has_value());
    }
    CHECK(responseOf(whole, false)->location == "/x");
}

TEST_CASE("what is no response, cut off or too long is a fault")
{
    CHECK(faultOf("", true) == "the server closed without an answer");
    CHECK(faultOf("220 mail ESMTP\r\n", true).find("no HTTP response") != std::string::npos);
    CHECK(faultOf("HTTP/2 200\r\n\r\n", false).find("no HTTP/1.1 response") != std::string::npos);
    CHECK(faultOf("HTTP/1.1 999 x\r\n\r\n", false) != "");
    CHECK(faultOf("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", false) != "");
    CHECK(faultOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", false) != "");
    CHECK(faultOf("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", true) == "the answer was cut off");
    CHECK(faultOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", false) == "a chunk has no length");
    CHECK(faultOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", false) ==
          "the body is longer than 100 octets");
    CHECK(faultOf("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", false) == "the body is longer than 100 octets");
    CHECK(faultOf("HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'x'), false) == "the body is longer than 100 octets");
    CHECK(faultOf("HTTP/1.1 200 OK\r\nX: " + std::string(20000, 'x'), false) == "the header does not end");
}
