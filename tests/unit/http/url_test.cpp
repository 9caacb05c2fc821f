// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/url.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("An URL is taken apart and put together again", "[registry][url]")
{
    for (const auto* text :
         {"http://rdap.example/", "https://rdap.example/com/v1/domain/x", "https://rdap.example:8443/",
          "http://192.0.2.1:8080/a?b=c", "https://[2001:db8::1]/", "http://[2001:db8::1]:81/x"}) {
        INFO(text);
        REQUIRE(Url::parse(text));
        CHECK(Url::parse(text)->toString() == text);
    }
    CHECK(Url::parse("HTTPS://rdap.example")->toString() == "https://rdap.example/");
    CHECK(Url::parse("http://rdap.example?x#y")->toString() == "http://rdap.example/?x");
    CHECK(Url::parse("http://[2001:db8::1]:81/x")->host == "2001:db8::1");
}

TEST_CASE("What is no http or https URL is none", "[registry][url]")
{
    for (const auto* text :
         {"", "rdap.example", "ftp://rdap.example/", "http://", "http:///x", "http://user@rdap.example/",
          "http://rdap.example:0/", "http://rdap.example:99999/", "http://rdap.example:/", "http://rdap.example/a b",
          "http://rdap.example/a\rHost: x", "http://rdap_x;/"}) {
        INFO(text);
        CHECK_FALSE(Url::parse(text));
    }
}

TEST_CASE("A redirect is read from where it stands", "[registry][url]")
{
    const auto from = *Url::parse("https://rdap.example:8443/v1/domain/x?y");
    const auto to = [&](const char* location) {
        const auto url = from.resolve(location);
        return url ? url->toString() : "none";
    };
    CHECK(to("/v2/x") == "https://rdap.example:8443/v2/x");
    CHECK(to("other") == "https://rdap.example:8443/v1/domain/other");
    CHECK(to("//mirror.example/x") == "https://mirror.example/x");
    CHECK(to("http://mirror.example/x") == "http://mirror.example/x");
    CHECK(to("ftp://mirror.example/x") == "none");
    CHECK(to("/a\rX: y") == "none");
}
