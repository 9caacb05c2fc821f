// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "tls/judge_certificates.hpp"

using namespace mpm;

namespace {

const UnixTime now{std::chrono::seconds(1'800'000'000)};

} // namespace

TEST_CASE("a certificate that was issued for less than 84 days is judged by a quarter and a twelfth of its life")
{
    const auto statusOf = [](int life, int hoursLeft, const Threshold& given) {
        TlsFacts facts;
        facts.at = now;
        facts.chain.resize(1);
        facts.chain[0].notAfter = now + std::chrono::hours(hoursLeft);
        facts.chain[0].notBefore = facts.chain[0].notAfter - std::chrono::hours(life);
        facts.path = facts.chain;
        const auto findings = judgeDates(facts, given, "mail");
        return findings.empty() ? Status::Ok : findings.front().status;
    };
    const Threshold typed{Range::parse("21:"), Range::parse("7:")};
    CHECK(statusOf(160, 140, {}) == Status::Ok); // 160 hours: WARNING below 40, CRITICAL below 13.3
    CHECK(statusOf(160, 39, {}) == Status::Warning);
    CHECK(statusOf(160, 13, {}) == Status::Critical);
    CHECK(statusOf(160, 140, typed) == Status::Critical);
    CHECK(statusOf(45 * 24, 12 * 24, {}) == Status::Ok);
    CHECK(statusOf(45 * 24, 11 * 24, {}) == Status::Warning);
    CHECK(statusOf(90 * 24, 20 * 24, {}) == Status::Warning);
    CHECK(statusOf(90 * 24, 6 * 24, {}) == Status::Critical);
}

TEST_CASE("limits that the user gave stay, and a default that would hide behind them gives way")
{
    Certificate year;
    year.notBefore = now;
    year.notAfter = now + std::chrono::days(365);
    CHECK(limitsOf(year, {Range::parse("5:"), std::nullopt}).critical == Range::parse("5:"));
    CHECK(limitsOf(year, {Range::parse("30:"), std::nullopt}).critical == Range::parse("7:"));
    CHECK(limitsOf(year, {}).warning == Range::parse("21:"));
    auto week = year;
    week.notAfter = now + std::chrono::days(6);
    CHECK(limitsOf(week, {}).warning == Range::parse("1.5:"));
    CHECK(limitsOf(week, {}).critical == Range::parse("0.5:"));
}

TEST_CASE("a certificate without a subject is named by what it is for")
{
    Certificate nameless;
    nameless.names = {"mail.example.com", "mx.example.com"};
    CHECK(nameless.shortName() == "mail.example.com");
    nameless.names.clear();
    CHECK(nameless.shortName() == "(no subject)");
}
