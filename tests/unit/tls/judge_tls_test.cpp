// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/judge_certificates.hpp"
#include "unit/tls/sessions.hpp"

#include <algorithm>

using namespace mpm;
using namespace mpm::test;
using Kind = VerifyProblem::Kind;
using std::chrono::days;

TEST_CASE("a sound session has no finding")
{
    CHECK(judged(good()) == Ids{});
    CHECK(summaryOf(good()) == "TLSv1.3 TLS_AES_256_GCM_SHA384, certificate valid for 90 days");
}

TEST_CASE("days are whole days, and never flatter an expired certificate")
{
    auto one = certificate("a", "b", 0);
    CHECK(daysLeft(one, now) == 0);
    one.notAfter = now - std::chrono::hours(1);
    CHECK(daysLeft(one, now) == -1);
    one.notAfter = now + days(2) - std::chrono::seconds(1);
    CHECK(daysLeft(one, now) == 1);
    one.notBefore = one.notAfter - days(90);
    CHECK(lifeOf(one, now) == "1 day left");
    one.notBefore = one.notAfter - days(6);
    CHECK(lifeOf(one, now) == "2 days left"); // to a tenth of a day
    one.notBefore = {};
    one.notAfter = now - std::chrono::hours(23);
    CHECK(lifeOf(one, now) == "expired less than a day ago");
    one.notAfter = now - days(21) - std::chrono::hours(8);
    CHECK(daysLeft(one, now) == -21);
    CHECK(lifeOf(one, now) == "expired 21 days ago");
    CHECK(formatDate(now) == "2026-11-22");
}

TEST_CASE("the least days count over all that trust rests on, and over what was sent where nothing is trusted")
{
    auto facts = good();
    facts.chain.push_back(certificate("Unused", "Old", 1)); // an old cross-signed root that no path needs
    CHECK(facts.leastDaysLeft() == 90);
    facts.path[1].notAfter = now + days(30);
    CHECK(facts.leastDaysLeft() == 30);
    facts.problems.push_back({Kind::UnknownRoot, 19, 1, "", "CA"});
    CHECK(facts.leastDaysLeft() == 1);
}

TEST_CASE("each problem of verification is its finding")
{
    const std::vector<std::pair<Kind, Ids>> cases{{Kind::SelfSigned, {"cert-self-signed"}},
                                                  {Kind::UnknownRoot, {"cert-untrusted"}},
                                                  {Kind::UnknownIssuer, {"cert-untrusted"}},
                                                  {Kind::NameMismatch, {"cert-name-mismatch"}},
                                                  {Kind::Other, {"cert-untrusted"}}};
    for (const auto& [kind, ids] : cases) {
        auto facts = good();
        facts.path.resize(1);
        facts.problems.push_back({kind, 1, 0, "some words", "mail.example"});
        CHECK(judged(facts) == ids);
        for (auto policy = strict(); const auto& finding : (policy.verify = false, judgeTls(facts, policy, "mail"))) {
            CHECK(finding.status == Status::Ok);
        }
    }
}

TEST_CASE("a forgotten intermediate is told as that, and with a foreign authority where nothing tells them apart")
{
    auto facts = good();
    facts.path.resize(1);
    facts.problems.push_back({Kind::UnknownIssuer, 20, 0, "", "mail.example"});
    CHECK(judged(facts) == Ids{"cert-untrusted"});
    facts.customAnchors = true;
    CHECK(judged(facts) == Ids{"cert-chain-incomplete", "cert-untrusted"});
    facts.path[0].namesIssuerUrl = true;
    CHECK(judged(facts) == Ids{"cert-chain-incomplete"});
    facts.customAnchors = false;
    CHECK(judged(facts) == Ids{"cert-chain-incomplete"});
}

TEST_CASE("dates are judged for the server's certificate and for the path, each once")
{
    auto facts = good();
    facts.chain[0].notAfter = now - days(3);
    facts.path[0] = facts.chain[0];
    CHECK(judged(facts) == Ids{"cert-expired"});
    facts = good();
    facts.path[1].notAfter = now - days(3);
    CHECK(judged(facts) == Ids{"cert-expired"});
    facts = good();
    facts.chain[0].notBefore = now + days(1);
    CHECK(judged(facts) == Ids{"cert-not-yet-valid"});
    facts = good();
    facts.chain[0].notAfter = facts.path[0].notAfter = now + days(10);
    const auto soon = judgeTls(facts, strict(), "mail");
    REQUIRE(idsOf(soon) == Ids{"cert-expires-soon"});
    CHECK(soon[0].status == Status::Warning);
    CHECK(soon[0].headline == "certificate mail.example expires in 10 days (2026-12-02) (TLSv1.3, 10 days left)");
}

TEST_CASE("a certificate whose time has not come is told with the time of day")
{
    auto facts = good();
    facts.chain[0].notBefore = now + std::chrono::hours(3) + std::chrono::minutes(4) + std::chrono::seconds(5);
    const auto findings = judgeTls(facts, strict(), "mail");
    REQUIRE(idsOf(findings) == Ids{"cert-not-yet-valid"});
    CHECK(findings[0].message == "certificate mail.example is valid only from 2026-11-22 03:04:05 UTC");
}

TEST_CASE("text in the place of TLS is told once, as what it is")
{
    TlsFacts facts;
    facts.failure = Failure{FailureKind::Tls, "what came from the server is not TLS"};
    facts.insteadOfTls = PeerText("220 hello");
    CHECK(judgeTls(facts, strict(), "mail")[0].headline.find("is not TLS, but \"220 hello\"") != std::string::npos);
    facts.plainText = facts.insteadOfTls;
    CHECK(judged(facts) == Ids{"starttls-injection"});
}

TEST_CASE("of several sessions that with the least days is named, where none is named yet")
{
    auto soon = good();
    soon.chain[0].notAfter = soon.path[0].notAfter = now - days(22) - std::chrono::hours(1);
    const auto late = good();
    TlsFacts failed;
    failed.failure = Failure{FailureKind::Closed, "closed"};
    Finding named;
    named.headline = "too slow (TLSv1.2, 90 days left); senders deliver";
    Finding unnamed;
    unnamed.message = "no record";
    std::vector<Finding> findings{named, unnamed};
    nameLeastSession(findings, {nullptr, &failed, &late, &soon});
    CHECK(findings[0].headline == named.headline);
    CHECK(findings[1].headline == "no record (TLSv1.3, expired 22 days ago)");
    CHECK(leastSession({nullptr, &failed}).empty());
}

TEST_CASE("weakness is by kind of key and by digest, and no matter for a root's own signature")
{
    auto one = certificate("a", "b", 9);
    CHECK(weaknessOf(one).empty());
    one.digest = "SHA1";
    CHECK(weaknessOf(one) == "signed with SHA1");
    one.selfSigned = true;
    CHECK(weaknessOf(one).empty());
    one.keyType = "RSA";
    one.keyBits = 1024;
    CHECK(weaknessOf(one) == "RSA key of 1024 bits");
    one.keyType = "ED25519";
    one.keyBits = 253;
    CHECK(weaknessOf(one).empty());
}

TEST_CASE("session: version, group, forward secrecy, revocation, injected text")
{
    auto facts = good();
    facts.version = TlsVersion::Tls11;
    CHECK(judged(facts) == Ids{"tls-version"});
    facts = good();
    facts.group = "DH";
    facts.groupBits = 1024;
    CHECK(judged(facts) == Ids{"tls-weak"});
    facts.version = TlsVersion::Tls12;
    facts.group.clear();
    CHECK(judged(facts) == Ids{"tls-weak"});
    facts = good();
    facts.staple.state = OcspStaple::State::Revoked;
    CHECK(judged(facts) == Ids{"cert-revoked"});
    facts = good();
    facts.plainText = PeerText("250 evil\r\n");
    CHECK(judged(facts) == Ids{"starttls-injection"});
}

TEST_CASE("a failed handshake is one finding, and a time-out has the user's status")
{
    TlsFacts facts;
    facts.failure = Failure{FailureKind::Tls, "the server sent the alert \"handshake failure\""};
    CHECK(judged(facts) == Ids{"tls-handshake-failed"});
    facts.failure = Failure{FailureKind::Closed, "closed"};
    CHECK(judged(facts) == Ids{"tls-handshake-failed"});
    facts.failure = Failure{FailureKind::TimedOut, "no end within 1 s"};
    auto policy = strict();
    policy.timeoutStatus = Status::Unknown;
    const auto late = judgeTls(facts, policy, "mail");
    CHECK(idsOf(late) == Ids{"timed-out"});
    CHECK(late[0].status == Status::Unknown);
}

TEST_CASE("DANE makes trust weightless, unless MTA-STS wants it all the same")
{
    auto facts = good();
    facts.problems.push_back({Kind::SelfSigned, 18, 0, "", "mail.example"});
    facts.dane.emplace();
    facts.dane->authenticated = true;
    facts.dane->byEndEntity = true;
    facts.dane->records = {{{3, 1, 1, std::string(32, 'x')}, TlsaUsability::Usable, true, ""}};
    const auto statusOf = [&](bool daneSuffices) {
        auto policy = strict();
        policy.daneSuffices = daneSuffices;
        return judgeTls(facts, policy, "mail").front().status;
    };
    CHECK(statusOf(true) == Status::Ok);
    CHECK(statusOf(false) == Status::Critical);
}

TEST_CASE("the number of days is the same wherever an expired certificate is told of")
{
    auto facts = good();
    facts.chain[0].notAfter = facts.path[0].notAfter = now - days(21) - std::chrono::hours(8);
    const auto expired = judgeTls(facts, strict(), "mail");
    REQUIRE(idsOf(expired) == Ids{"cert-expired"});
    CHECK(expired[0].headline == "certificate mail.example expired 21 days ago (2026-10-31) (TLSv1.3)");
    CHECK(summaryOf(facts) == "TLSv1.3 TLS_AES_256_GCM_SHA384, certificate expired 21 days ago");
}

TEST_CASE("a headline names the session once")
{
    for (const int left : {-3, 3}) {
        auto facts = good();
        facts.chain[0].notAfter = facts.path[0].notAfter = now + days(left);
        auto finding = judgeTls(facts, strict(), "mail").front();
        const auto once = finding.headline;
        nameSession(finding, facts);
        CHECK(finding.headline == once);
    }
}

TEST_CASE("DANE-EE ignores dates, unless the user names the days")
{
    auto facts = good();
    facts.dane.emplace();
    facts.dane->authenticated = facts.dane->byEndEntity = true;
    facts.dane->records = {{{3, 1, 1, std::string(32, 'x')}, TlsaUsability::Usable, true, ""}};
    const auto statusOf = [&](int left, bool given) {
        facts.chain[0].notAfter = facts.path[0].notAfter = now + days(left);
        auto policy = strict();
        policy.certDays = given ? policy.certDays : Threshold();
        return judgeTls(facts, policy, "mail").front().status;
    };
    CHECK(statusOf(10, false) == Status::Ok);
    CHECK(statusOf(3, false) == Status::Ok);
    CHECK(statusOf(-3, false) == Status::Ok);
    CHECK(statusOf(10, true) == Status::Warning);
    CHECK(statusOf(3, true) == Status::Critical);
    CHECK(statusOf(-3, true) == Status::Critical);
}

TEST_CASE("what keeps DANE-TA from authenticating a chain is told once, as the date or the name")
{
    auto facts = good();
    facts.dane.emplace();
    facts.dane->records = {
        {{2, 0, 1, std::string(32, 'x')}, TlsaUsability::Usable, false, "certificate has expired", true}};
    facts.problems.push_back({Kind::UnknownRoot, 19, 1, "", "CA"});
    CHECK(judged(facts).back() == "dane-mismatch"); // nothing else says why
    facts.problems.push_back({Kind::NameMismatch, 62, 0, "", "mail.example"});
    facts.chain[0].notAfter = facts.path[0].notAfter = now - days(3);
    std::vector<std::string> grave;
    for (const auto& finding : judgeTls(facts, strict(), "mail")) {
        if (finding.status != Status::Ok) {
            grave.push_back(finding.id);
        }
    }
    CHECK(grave == Ids{"cert-expired", "cert-name-mismatch"});
    auto policy = strict();
    policy.verify = false;
    facts.chain[0].notAfter = facts.path[0].notAfter = now + days(90);
    CHECK(judged(facts, policy).back() == "dane-mismatch"); // the name is not judged, the record is
}

TEST_CASE("a server that may have wanted a client certificate is answered with the option that gives one")
{
    TlsFacts facts;
    facts.failure = Failure{FailureKind::Tls, "the server sent the alert \"certificate required\""};
    facts.clientCertificateWanted = true;
    CHECK(judgeTls(facts, strict(), "mail")[0].remedy.find("--client-cert") != std::string::npos);
    facts.clientCertificateShown = true;
    CHECK(judgeTls(facts, strict(), "mail")[0].remedy.find("did not take the one of") != std::string::npos);
    facts.clientCertificateWanted = false;
    CHECK(judgeTls(facts, strict(), "mail")[0].remedy.find("Read the alert") == 0);
}

TEST_CASE("a handshake that fails after the certificates have come still tells version and days")
{
    auto facts = good();
    facts.failure = Failure{FailureKind::Tls, "the server sent the alert \"handshake failure\""};
    facts.version = TlsVersion::Tls12;
    CHECK(judgeTls(facts, strict(), "mail")[0].headline.ends_with("\"handshake failure\" (TLSv1.2, 90 days left)"));
}

TEST_CASE("order: each certificate is followed by its issuer's")
{
    CHECK(isInOrder({}));
    CHECK(isInOrder({certificate("a", "b", 1), certificate("b", "c", 1)}));
    CHECK_FALSE(isInOrder({certificate("a", "b", 1), certificate("c", "c", 1), certificate("b", "c", 1)}));
}

TEST_CASE("versions are read as the option has them")
{
    CHECK(parseTlsVersion("1.2") == TlsVersion::Tls12);
    for (const auto* text : {"", "1", "1.4", "TLSv1.2", "12"}) {
        CHECK_FALSE(parseTlsVersion(text).has_value());
    }
    CHECK(below(TlsVersion::Tls12) == TlsVersion::Tls11);
    CHECK(below(TlsVersion::Tls10) == TlsVersion::None);
}
