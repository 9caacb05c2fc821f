// SPDX-License-Identifier: GPL-3.0-or-later
// One finding, several causes: the remedy is that of the cause.
#include "support/grammar.hpp"
#include "unit/tls/sessions.hpp"

using namespace mpm;
using namespace mpm::test;

TEST_CASE("a handshake that fails for its version or for want of a name says what to do about that")
{
    const auto remedyFor = [](const std::string& alert, const std::string& sni, const std::string& detail) {
        auto facts = good();
        facts.version = TlsVersion::None;
        facts.failure = Failure{FailureKind::Tls, detail};
        facts.alert = alert;
        facts.sni = sni;
        return judgeTls(facts, strict(), "mail").front().remedy;
    };
    CHECK(remedyFor("protocol version", "mail.example", "").starts_with("Enable TLS 1.2 and 1.3"));
    CHECK(harmIn(remedyFor("protocol version", "mail.example", "")).empty()); // not even our own words
    CHECK(remedyFor("", "", "the server chose a version of SSL or TLS that is not acceptable here")
              .starts_with("Enable TLS 1.2 and 1.3"));
    CHECK(remedyFor("handshake failure", "", "").starts_with("No server name was asked for"));
    CHECK(remedyFor("unrecognized name", "", "").starts_with("No server name was asked for"));
    CHECK(remedyFor("unrecognized name", "mail.example", "").starts_with("The server knows no certificate for"));
    CHECK(remedyFor("handshake failure", "mail.example", "").starts_with("Read the alert"));
}

TEST_CASE("what makes a TLSA record unusable decides what to do about it")
{
    const auto remedyFor = [](TlsaUsability usability) {
        auto facts = good();
        facts.dane.emplace().records = {{{3, 1, 1, std::string(32, 'x')}, usability, false, "", false}};
        for (const auto& finding : judgeTls(facts, strict(), "mail")) {
            if (finding.id == "dane-unusable") {
                return finding.remedy;
            }
        }
        return std::string();
    };
    CHECK(remedyFor(TlsaUsability::PkixUsage).starts_with("Publish 3 1 1 for the server's key"));
    CHECK(remedyFor(TlsaUsability::Unassigned).starts_with("Publish a record whose three numbers exist"));
    CHECK(remedyFor(TlsaUsability::WrongLength).starts_with("Publish the record anew, all of it"));
}
