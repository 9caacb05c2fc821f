// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/authentication_results.hpp"
#include "received/trusted_results.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;

namespace {

/// "mx.example.com dkim=pass spf=fail"; "-" for what is no such field.
std::string shown(std::string_view body)
{
    const auto read = AuthenticationResults::parse(body);
    auto text = read ? read->authservId : "-";
    for (const auto& result : read ? read->results : std::vector<AuthResult>()) {
        text += " " + result.method + "=" + result.result;
    }
    return text;
}

std::string trusted(const std::string& header, std::string_view id = "mx.example.com")
{
    std::string text;
    for (const auto& result : trustedResults(ReceivedHeader::parse(header), id)) {
        text += (text.empty() ? "" : " ") + result.method + "=" + result.result;
    }
    return text;
}

} // namespace

TEST_CASE("authentication results are read as the examples of RFC 8601 have them")
{
    CHECK(shown("example.org 1; none") == "example.org");
    CHECK(shown("example.com; spf=pass smtp.mailfrom=example.net") == "example.com spf=pass");
    CHECK(
        shown("example.com;\tauth=pass (cram-md5) smtp.auth=sender@example.net;\tspf=pass smtp.mailfrom=example.net") ==
        "example.com auth=pass spf=pass");
    const auto read = AuthenticationResults::parse(
        "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot "
        "can "
        "go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462");
    REQUIRE(read);
    CHECK(read->authservId == "foo.example.net");
    REQUIRE(read->results.size() == 1);
    CHECK(read->results[0].method == "dkim");
    CHECK(read->results[0].result == "fail");
    CHECK(read->results[0].value("policy", "expired") == "1362471462");
}

TEST_CASE("authentication results as servers write them are read with their properties")
{
    const auto read = AuthenticationResults::parse(
        "mx.google.com; DKIM=PASS header.i=@example.org header.s=s1 header.b=\"ab/c=\"; spf=softfail (google.com: "
        "domain "
        "of a@b; no) smtp.mailfrom=\"a b\"@example.org; dmarc=fail (p=NONE sp=NONE) header.from=example.org; "
        "x=fail reason=\"bad; very\"");
    REQUIRE(read);
    REQUIRE(read->results.size() == 4);
    CHECK(read->results[0].method == "dkim");
    CHECK(read->results[0].result == "pass");
    CHECK(read->results[0].value("header", "i") == "@example.org");
    CHECK(read->results[0].value("header", "b") == "ab/c=");
    CHECK(read->results[1].value("smtp", "mailfrom") == "a b@example.org");
    CHECK(read->results[2].value("header", "from") == "example.org");
    CHECK(read->results[3].reason == "bad; very");
    CHECK(read->results[3].value("header", "from").empty());
}

TEST_CASE("what is no authentication result is left out")
{
    CHECK(shown("") == "-");
    CHECK(shown("spf=pass smtp.mailfrom=a") == "-");
    CHECK(shown("mx 2; spf=pass") == "-");
    CHECK(shown("mx; ; spf; =pass; spf=; dkim=pass") == "mx dkim=pass");
    CHECK(shown("\"mx 1\"; spf=pass") == "mx 1 spf=pass");
    std::string endless = "mx";
    for (std::size_t i = 0; i < mostAuthResults * 3; ++i) {
        endless += "; spf=pass";
    }
    CHECK(AuthenticationResults::parse(endless)->results.size() == mostAuthResults);
}

TEST_CASE("only the results of the server that is trusted count, in whatever letter case it is named")
{
    const std::string header = "Authentication-Results: other.example; dkim=fail\r\n"
                               "Authentication-Results: MX.example.com; dkim=pass\r\n"
                               "X-Other: 1\r\n"
                               "Authentication-Results: mx.example.com; spf=pass\r\n\r\n";
    CHECK(trusted(header) == "dkim=pass spf=pass");
    CHECK(trusted(header, "").empty());
    CHECK(trusted(header, "nobody.example").empty());
}

TEST_CASE("forged results in the name of the trusted server don't count below the stamp of a server")
{
    const std::string forged = "Authentication-Results: mx.example.com; dkim=pass; dmarc=pass\r\n";
    CHECK(trusted("Received: from b by c; x\r\nAuthentication-Results: mx.example.com; dkim=fail\r\n"
                  "Received: from a by mx.example.com; x\r\n" +
                  forged) == "dkim=fail");
    // Where the own server writes none, nobody can tell: it must remove those that come with its name.
    CHECK(trusted("Received: from a by mx.example.com; x\r\n" + forged) == "dkim=pass dmarc=pass");
}

TEST_CASE("results above the server's own stamp go before those that stand higher, and an author's are none")
{
    const std::string forged = "Authentication-Results: mx.example.com; dkim=pass\r\n";
    const std::string stamp = "Received: from a by mx.example.com; x\r\n";
    CHECK(trusted(forged + "Received: from b by c; x\r\nAuthentication-Results: mx.example.com; dkim=fail\r\n" +
                  stamp) == "dkim=fail");
    CHECK(trusted(stamp + "From: a@example.org\r\n" + forged).empty());
    CHECK(trusted(stamp + forged + "From: a@example.org\r\n") == "dkim=pass"); // OpenDKIM behind Postfix writes there
}
