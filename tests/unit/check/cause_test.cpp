// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/cause.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;

namespace {

Finding finding(std::string id, std::string subject, std::string message, Status status = Status::Warning)
{
    Finding made;
    made.id = std::move(id);
    made.subject = std::move(subject);
    made.message = std::move(message);
    made.remedy = "mend it";
    made.status = status;
    return made;
}

const std::string one = "mx1.example.com [192.0.2.1]:25";
const std::string two = "mx2.example.com [2001:db8::2]:25";

} // namespace

TEST_CASE("one cause at several addresses is one finding with all of them")
{
    const auto told =
        eachCauseOnce({finding("cert-self-signed", one, "certificate x is self-signed"),
                       finding("cert-self-signed", two, "certificate x is self-signed", Status::Critical)});
    REQUIRE(told.size() == 1);
    CHECK(told[0].subject == one + ", " + two);
    CHECK(told[0].status == Status::Critical);
    CHECK(told[0].remedy == "mend it");
}

TEST_CASE("names, addresses and measured numbers do not make a cause another one")
{
    const auto same = [](const std::string& a, const std::string& b) {
        return eachCauseOnce({finding("id", one, a), finding("id", two, b)}).size() == 1;
    };
    CHECK(same("greeting: no answer within 4.9 s", "greeting: no answer within 5.1 s"));
    CHECK(same("certificate expires in 5 days (2026-12-02)", "certificate expires in 12 days (2026-12-09)"));
    CHECK(same("answered 554 \"mx1.example.com no\"", "answered 554 \"mx2.example.com no\""));
    CHECK(same("client 192.0.2.1 refused", "client 2001:db8::2 refused"));
    CHECK_FALSE(same("answered 550 5.1.1 \"no\"", "answered 554 5.7.1 \"no\""));
    CHECK_FALSE(same("connection refused", "connection reset"));
    CHECK(
        same("answered 421 4.7.0 \"mta17.example.net too busy\"", "answered 421 4.7.0 \"mta42.example.net too busy\""));
    CHECK_FALSE(
        same("answered 554 5.7.1 \"listed at zen.example.org\"", "answered 554 5.7.1 \"listed at bl.example.net\""));
}

TEST_CASE("different findings, and those of one subject, stay apart")
{
    CHECK(eachCauseOnce({finding("a", one, "x"), finding("b", two, "x")}).size() == 2);
    CHECK(eachCauseOnce(
              {finding("cert-weak", one, "RSA key of 1024 bits"), finding("cert-weak", one, "RSA key of 512 bits")})
              .size() == 2);
    CHECK(eachCauseOnce({finding("usage", "", "x"), finding("usage", "", "x")}).size() == 2);
    CHECK(eachCauseOnce({}).empty());
}

TEST_CASE("of many subjects five are named")
{
    std::vector<Finding> many;
    for (int i = 1; i <= 8; ++i) {
        many.push_back(finding("id", "mx" + std::to_string(i) + ".example.com", "refused"));
    }
    const auto told = eachCauseOnce(many);
    REQUIRE(told.size() == 1);
    CHECK(told[0].subject ==
          "mx1.example.com, mx2.example.com, mx3.example.com, mx4.example.com, mx5.example.com and 3 more");
}
