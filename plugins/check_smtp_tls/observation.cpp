// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/observation.hpp"

#include "check/ascii.hpp"
#include "smtp/judge_visit.hpp"

namespace mpm::checkSmtpTls {
namespace {

std::string words(OcspStaple::State state)
{
    switch (state) {
    case OcspStaple::State::None: return "none";
    case OcspStaple::State::Good: return "good";
    case OcspStaple::State::Revoked: return "revoked";
    case OcspStaple::State::Unknown: return "unknown";
    case OcspStaple::State::Unusable: return "unusable";
    }
    return "none";
}

Row placeOf(const SmtpVisit& visit)
{
    return {{"host", visit.host},
            {"address", visit.endpoint.address.toString()},
            {"port", std::int64_t{visit.endpoint.port}}};
}

void describeSession(const SmtpVisit& visit, Observations& observations)
{
    const auto& facts = *visit.tls;
    auto& row = observations.table("tls").emplace_back(placeOf(visit));
    row.emplace_back("established", facts.established());
    row.emplace_back("failure", facts.failure ? facts.failure->detail : "");
    row.emplace_back("alert", facts.alert);
    row.emplace_back("version", std::string(toString(facts.version)));
    row.emplace_back("cipher", facts.cipher);
    row.emplace_back("group", facts.group);
    row.emplace_back("trusted", !facts.chain.empty() && facts.problems.empty());
    row.emplace_back("verify_name", facts.verifyName);
    row.emplace_back("cert_days", std::int64_t{facts.leastDaysLeft().value_or(0)});
    row.emplace_back("ocsp", words(facts.staple.state));
    row.emplace_back("client_certificate_wanted", facts.clientCertificateWanted);
    row.emplace_back("seconds", facts.seconds.count());
}

void describeCertificates(const SmtpVisit& visit, Observations& observations)
{
    std::int64_t position = 0;
    for (const auto& certificate : visit.tls->chain) {
        auto& row = observations.table("certificates").emplace_back(placeOf(visit));
        row.emplace_back("position", position++);
        row.emplace_back("subject", certificate.subject);
        row.emplace_back("issuer", certificate.issuer);
        row.emplace_back("names", join(certificate.names, " "));
        row.emplace_back("not_before", formatDate(certificate.notBefore));
        row.emplace_back("not_after", formatDate(certificate.notAfter));
        row.emplace_back("days_left", std::int64_t{daysLeft(certificate, visit.tls->at)});
        row.emplace_back("key", certificate.keyType + " " + std::to_string(certificate.keyBits));
        row.emplace_back("signature", certificate.digest);
        row.emplace_back("sha256", certificate.fingerprint);
        row.emplace_back("spki_sha256", certificate.spkiSha256);
    }
    for (const auto& problem : visit.tls->problems) {
        auto& row = observations.table("verify_errors").emplace_back(placeOf(visit));
        row.emplace_back("number", std::int64_t{problem.number});
        row.emplace_back("depth", std::int64_t{problem.depth});
        row.emplace_back("text", problem.text);
        row.emplace_back("certificate", problem.about);
    }
}

void describeDane(const SmtpVisit& visit, Observations& observations)
{
    if (!visit.tls->dane) {
        return;
    }
    for (const auto& result : visit.tls->dane->records) {
        auto& row = observations.table("tlsa").emplace_back(placeOf(visit));
        row.emplace_back("record", toString(result.record));
        row.emplace_back("usable", result.usability == TlsaUsability::Usable);
        row.emplace_back("matches", result.matches);
        row.emplace_back("detail", result.detail);
    }
}

void describeSts(const StsSeen& sts, Observations& observations)
{
    observations.facts.emplace_back("mta_sts_domain", sts.domain.toString());
    observations.facts.emplace_back("mta_sts_id",
                                    sts.record.state == PolicyRecord::State::Valid ? sts.record.value : "");
    observations.facts.emplace_back("mta_sts_mode", sts.policy ? std::string(toString(sts.policy->mode)) : "");
    observations.facts.emplace_back("mta_sts_max_age", static_cast<std::int64_t>(sts.policy ? sts.policy->maxAge : 0));
    observations.facts.emplace_back("mta_sts_mx", sts.policy ? harmless(join(sts.policy->mx, " ")) : "");
    observations.facts.emplace_back("mta_sts_fault", sts.fault.empty() ? sts.record.detail : sts.fault);
    observations.facts.emplace_back("tlsrpt", sts.report.state == PolicyRecord::State::Valid ? sts.report.value : "");
}

std::string words(TlsaLookup::State state)
{
    switch (state) {
    case TlsaLookup::State::Found: return "found";
    case TlsaLookup::State::None: return "none";
    case TlsaLookup::State::Insecure: return "insecure";
    case TlsaLookup::State::Failed: return "failed";
    }
    return "none";
}

} // namespace

std::vector<const AddressSeen*> Observation::addresses() const
{
    std::vector<const AddressSeen*> all;
    for (const auto& host : hosts) {
        for (const auto& address : host.addresses) {
            all.push_back(&address);
        }
    }
    return all;
}

Observations describe(const Observation& seen)
{
    Observations observations;
    observations.facts = {{"target", seen.target}, {"resolve", seen.resolve.count()}};
    for (const auto* name :
         {"hosts", "addresses", "tls", "certificates", "verify_errors", "tlsa", "capabilities", "replies"}) {
        observations.table(name);
    }
    for (const auto& host : seen.hosts) {
        observations.table("hosts").push_back(
            {{"host", host.host},
             {"addresses", static_cast<std::int64_t>(host.addresses.size())},
             {"tlsa", host.tlsa ? words(host.tlsa->state) : std::string("not asked")},
             {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : std::string()}});
    }
    if (seen.sts) {
        describeSts(*seen.sts, observations);
    }
    for (const auto* address : seen.addresses()) {
        describeVisit(address->visit, observations);
        if (address->visit.tls) {
            describeSession(address->visit, observations);
            describeCertificates(address->visit, observations);
            describeDane(address->visit, observations);
        }
    }
    return observations;
}

} // namespace mpm::checkSmtpTls
