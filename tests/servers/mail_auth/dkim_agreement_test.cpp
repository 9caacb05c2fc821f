// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of tests/records/dkim, looked at by opendkim-testkey.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "support/fake_zone.hpp"
#include "support/plugin.hpp"
#include "support/process.hpp"
#include "support/record_cases.hpp"
#include "support/temp_dir.hpp"
#include "support/zone_data.hpp"

#include <algorithm>
#include <cstdio>

using namespace mpm;
using namespace mpm::test;

namespace {

/// Where opendkim-testkey says otherwise, and why ours stands.
struct Difference {
    std::string_view title;
    std::string_view why;
};

constexpr std::string_view unread = "without the private key it does not look into p=";

const std::vector<Difference> differences{
    {"1023 bits are refused", unread},
    {"768 bits are refused", unread},
    {"512 bits are refused", unread},
    {"Ed25519 with the DER around it", unread},
    {"Ed25519 of 31 octets", unread},
    {"octets behind the key", unread},
    {"a bare RSA key", unread},
    {"a private key", unread},
    {"a private key in PKCS 8", unread},
    {"a private key in PEM", unread},
    {"a private key that is cut off", unread},
    {"a private key behind a backslash", unread},
    {"a key of elliptic curves", unread},
    {"a public key in PEM", unread},
    {"quotes between strings", unread},
    {"HTML", unread},
    {"base64 for URLs", unread},
    {"a sign that base64 has not", unread},
    {"base64 of nothing that is a key", unread},
    {"an announced length of four octets", unread},
    {"a modulus of nothing", unread},
    {"an Ed25519 key that anybody can sign for", unread},
    {"an Ed25519 key of zeros", unread},
    {"an Ed25519 key of order eight", unread},
    {"a modulus that is even", unread},
    {"a modulus that is negative", unread},
    {"an exponent that is even", unread},
    {"an exponent as large as the modulus", unread},
    {"a third number in the key", unread},
    {"the version is not first", "RFC 6376 3.6.1: it must be"},
    {"a tag twice", "RFC 6376 3.2: that makes the whole list invalid"},
    {"sha1 alone", "RFC 8301 3.1: verifiers take no rsa-sha1"},
};

/// Whether verifiers can use the key at the selector, in our eyes.
bool isUsable(const RecordCase& given)
{
    return std::none_of(given.findings.begin(), given.findings.end(),
                        [](const RecordCase::Found& finding) { return finding.status == "critical"; });
}

/// opendkim-testkey that asks this name server, with further options.
ProcessResult testkey(const FakeDns& dns, const TempDir& folder, const std::vector<std::string>& options)
{
    folder.write("unbound.conf", "server:\n  do-not-query-localhost: no\n  module-config: \"iterator\"\n"
                                 "forward-zone:\n  name: \".\"\n  forward-addr: 127.0.0.1@" +
                                     std::to_string(dns.endpoint().port) + "\n");
    const auto resolver = (folder.path() / "unbound.conf").string();
    const auto file = folder.write("opendkim.conf", "ResolverConfiguration " + resolver + "\n");
    std::vector<std::string> command{"opendkim-testkey", "-x", file, "-d", "example.com", "-s", "mail", "-vvv"};
    command.insert(command.end(), options.begin(), options.end());
    return run(command);
}

/// A TXT record at the selector, in strings of 255 octets.
std::string keyRecord(const std::string& text)
{
    return "mail._domainkey.example.com. TXT " + inStrings(text);
}

/// A new RSA key, its private half written to the file; gives the public one in base64.
std::string freshKey(const std::string& secret)
{
    REQUIRE(run({"openssl", "genrsa", "-out", secret, "2048"}).exitStatus == 0);
    std::string key;
    for (const auto& line : splitLines(run({"openssl", "rsa", "-in", secret, "-pubout"}).out)) {
        key += line.starts_with("-----") ? "" : line;
    }
    return key;
}

} // namespace

TEST_CASE("opendkim-testkey takes the keys that are usable and no others, but for differences that are explained")
{
    const TempDir folder;
    std::size_t asked = 0;
    std::size_t agreed = 0;
    for (const auto& given : recordCases("dkim")) {
        if (!given.faults.empty() || given.options != std::vector<std::string>{"--selector", "mail"}) {
            continue;
        }
        const FakeDns dns(zoneOf(given.records));
        const auto result = testkey(dns, folder, {});
        const bool takes = result.exitStatus == 0;
        const auto title = given.place.substr(given.place.find(' ') + 1);
        const bool explained = std::any_of(differences.begin(), differences.end(),
                                           [&](const Difference& each) { return each.title == title; });
        INFO(given.place << "\n" << result.out << result.err);
        CHECK((takes == isUsable(given)) == !explained);
        ++asked;
        agreed += takes == isUsable(given) ? 1 : 0;
    }
    REQUIRE(asked > 50);
    std::printf("records: of %zu keys opendkim-testkey says the same of %zu\n", asked, agreed);
}

TEST_CASE("where opendkim-testkey has the private key, it takes the published forms that check_mail_auth takes")
{
    const TempDir folder;
    const auto secret = (folder.path() / "key.pem").string();
    std::string key;
    // The alphabet for URLs is one of the forms. One key in four hundred reads the same in both.
    for (int attempt = 0; attempt < 10 && key.find('/') == std::string::npos; ++attempt) {
        key = freshKey(secret);
    }
    REQUIRE(key.find('/') != std::string::npos);
    auto forUrls = key;
    std::replace(forUrls.begin(), forUrls.end(), '/', '_');
    const std::vector<std::string> forms{
        "v=DKIM1; k=rsa; p=" + key,
        "v=DKIM1; p=" + key.substr(0, 90) + " " + key.substr(90),
        "p=" + key,
        "v=DKIM1; k=rsa; p=" + key.substr(0, 240),
        "v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----" + key + "-----END PUBLIC KEY-----",
        "v=DKIM1; k=rsa; p=" + forUrls,
        "v=DKIM1, k=rsa, p=" + key,
        "v=DKIM1; k=rsa; p=",
        "v=DKIM1; k=rsa",
        "v=DKIM2; p=" + key,
    };
    for (const auto& form : forms) {
        CAPTURE(form);
        const FakeDns dns(zoneOf(
            {keyRecord(form), "example.com. TXT \"v=spf1 -all\"", "_dmarc.example.com. TXT \"v=DMARC1; p=reject\""}));
        const auto theirs = testkey(dns, folder, {"-k", secret});
        const auto ours =
            runCheck("check_mail_auth", {"-d", "example.com", "--selector", "mail", "--resolver", resolverOption(dns)});
        INFO(theirs.out << theirs.err << ours.out);
        CHECK((theirs.exitStatus == 0) == (ours.exitStatus == 0));
    }
}
