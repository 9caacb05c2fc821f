// SPDX-License-Identifier: GPL-3.0-or-later
// check_mail_auth against a DNS that is hostile, broken or slow, and what it says of DNSSEC.
#include "support/catch.hpp"
#include "support/fake_zone.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/process.hpp"
#include "support/timing.hpp"

#include <nlohmann/json.hpp>

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::vector<std::string> healthy{
    R"(example.com. TXT "v=spf1 ip4:192.0.2.0/24 -all")",
    R"(_dmarc.example.com. TXT "v=DMARC1; p=reject")",
    R"(mail._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")",
};

ProcessResult check(const FakeZone& zone, std::vector<std::string> options = {})
{
    const FakeDns dns(zoneOf(zone));
    std::vector<std::string> arguments{"-d", "example.com", "--selector", "mail", "--resolver", resolverOption(dns)};
    arguments.insert(arguments.end(), options.begin(), options.end());
    auto result = runCheck("check_mail_auth", arguments);
    INFO(result.out << result.err);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    return result;
}

/// The healthy domain with other records, and without those of the same names.
std::vector<std::string> healthyBut(const std::vector<std::string>& records)
{
    std::vector<std::string> all = records;
    for (const auto& record : healthy) {
        const auto name = record.substr(0, record.find(' ') + 1);
        bool replaced = false;
        for (const auto& other : records) {
            replaced = replaced || other.starts_with(name);
        }
        if (!replaced) {
            all.push_back(record);
        }
    }
    return all;
}

} // namespace

TEST_CASE("A resolver here that vouches for a record by DNSSEC makes it secure, one that does not insecure")
{
    for (const bool secured : {true, false}) {
        const auto result = check({.records = healthy, .secured = secured}, {"--format", "json"});
        CHECK(result.exitStatus == 0);
        const auto report = nlohmann::json::parse(result.out);
        REQUIRE(report["observations"]["records"].size() > 4);
        for (const auto& row : report["observations"]["records"]) {
            INFO(row.dump());
            CHECK(row["dnssec"] == (secured ? "secure" : "insecure"));
            CHECK(row.contains("ttl") == (row["outcome"] == "answered"));
        }
    }
}

TEST_CASE("One record that the DNS spoils leaves the others judged, and is no missing one")
{
    struct Spoilt {
        std::string fault;
        std::string says;
    };
    const std::vector<Spoilt> faults{
        {"example.com. TXT SERVFAIL", "SERVFAIL for example.com TXT"},
        {"_dmarc.example.com. TXT REFUSED", "REFUSED for _dmarc.example.com TXT"},
        {"mail._domainkey.example.com. TXT NOTIMP", "for mail._domainkey.example.com TXT"},
        {"_smtp._tls.example.com. TXT SERVFAIL", "SERVFAIL for _smtp._tls.example.com TXT"},
        {"_mta-sts.example.com. TXT GARBAGE", "_mta-sts.example.com"},
    };
    for (const auto& spoilt : faults) {
        CAPTURE(spoilt.fault);
        const auto result = check({.records = healthyBut({spoilt.fault})}, {"-t", scaled("4")});
        CHECK(result.exitStatus == 1);
        CHECK_THAT(result.out, ContainsSubstring("dns-failed"));
        CHECK_THAT(result.out, ContainsSubstring(spoilt.says));
        CHECK(result.out.find("missing") == std::string::npos);
    }
}

TEST_CASE("A silent record costs half of the time at most, and the others are judged")
{
    const auto result = check({.records = healthyBut({"_dmarc.example.com. SILENT"})}, {"-t", scaled("4")});
    CHECK(result.exitStatus == 1);
    CHECK_THAT(result.out, ContainsSubstring("dns-failed _dmarc.example.com"));
    CHECK_THAT(result.out, ContainsSubstring("spf_lookups=0"));
    CHECK(result.seconds < scaled(3.5));
}

TEST_CASE("A DNS that is silent altogether counts as --timeout says")
{
    const std::vector<std::string> silent{"example.com. SILENT",
                                          "_dmarc.example.com. SILENT",
                                          "_mta-sts.example.com. SILENT",
                                          "_smtp._tls.example.com. SILENT",
                                          "mail._domainkey.example.com. SILENT",
                                          "default._bimi.example.com. SILENT"};
    for (const auto& [status, exitStatus] : {std::pair("warning", 1), {"critical", 2}, {"unknown", 3}}) {
        CAPTURE(status);
        const auto result = check({.records = silent}, {"-t", scaled("1") + ":" + status});
        CHECK(result.exitStatus == exitStatus);
        CHECK_THAT(result.out, ContainsSubstring("dns-failed"));
        CHECK(result.seconds < scaled(1.2));
    }
}

TEST_CASE("Aliases that lead in a circle are told as such, wherever they are")
{
    for (const auto* name : {"example.com.", "_dmarc.example.com.", "mail._domainkey.example.com."}) {
        CAPTURE(name);
        const auto result = check({.records = healthyBut({std::string(name) + " CNAME loop.example.",
                                                          std::string("loop.example. CNAME ") + name})});
        CHECK(result.exitStatus == 1);
        CHECK_THAT(result.out, ContainsSubstring("in a circle"));
    }
}

TEST_CASE("Hundreds of texts at a name are read by TCP, and one record among them is found")
{
    std::vector<std::string> texts;
    for (int i = 0; i < 250; ++i) {
        texts.push_back("example.com. TXT \"site-verification=" + std::to_string(i) + "\"");
    }
    texts.insert(texts.begin(), healthy.front());
    const auto result = check({.records = healthyBut(texts)});
    CHECK(result.exitStatus == 1); // by the size of the answer
    CHECK_THAT(result.out, ContainsSubstring("spf-answer-size"));
    CHECK_THAT(result.out, ContainsSubstring("spf_lookups=0"));
}

TEST_CASE("Includes that double at every step are counted in time")
{
    std::vector<std::string> records{R"(example.com. TXT "v=spf1 include:i0.example include:i1.example -all")"};
    for (int i = 0; i < 100; ++i) {
        const auto next = [&](int step) { return "include:i" + std::to_string(i + step) + ".example "; };
        records.push_back("i" + std::to_string(i) + ".example. TXT \"v=spf1 " + next(1) + next(2) + "-all\"");
    }
    const auto result = check({.records = healthyBut(records)}, {"-t", scaled("8"), "--sender", "192.0.2.1"});
    CHECK(result.exitStatus == 2);
    CHECK_THAT(result.out, ContainsSubstring("spf-lookups"));
    CHECK_THAT(result.out, ContainsSubstring("spf-sender-refused"));
    CHECK(result.seconds < scaled(8.2));
    CHECK(result.cpuSeconds < scaled(4.0));
}

TEST_CASE("A hundred senders and a crowd of includes cost no time of their own")
{
    std::string own = "example.com. TXT";
    std::vector<std::string> records;
    for (int i = 0; i < 60; ++i) {
        const auto name = "i" + std::to_string(i) + ".example";
        own += " \"" + std::string(i == 0 ? "v=spf1" : "") + " include:" + name + "\"";
        std::string text = name + ". TXT \"v=spf1\"";
        for (int j = 0; j < 60; ++j) {
            text += " \" include:j" + std::to_string(j) + "." + name + "\"";
        }
        records.push_back(text);
    }
    records.push_back(own);
    std::string senders = "192.0.2.1";
    for (int i = 2; i <= 100; ++i) {
        senders += ",192.0.2." + std::to_string(i);
    }
    const auto result = check({.records = healthyBut(records)}, {"-t", scaled("9"), "--sender", senders});
    CHECK(result.exitStatus == 2);
    CHECK_THAT(result.out, ContainsSubstring("spf-lookups"));
    CHECK(result.cpuSeconds < scaled(2.0));
}
