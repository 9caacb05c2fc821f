// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/describe.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "survey/judge_visit.hpp"
#include "tls/tlsa_text.hpp"

namespace mpm {
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

/// All of its lines.
std::string allText(const Reply& reply)
{
    std::string text;
    for (const auto& line : reply.lines) {
        text += (text.empty() ? "" : " / ") + line.raw();
    }
    return harmless(text, 1024);
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
    const auto* first = facts.firstToExpire();
    row.emplace_back("cert_days", first == nullptr ? 0.0 : measuredDays(*first, facts.at));
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

void describeDialogue(const SmtpVisit& visit, Observations& observations)
{
    const auto* greeting = visit.at(Step::Greeting);
    auto& address = observations.table("addresses").emplace_back(placeOf(visit));
    address.emplace_back("family", visit.endpoint.address.family() == Family::IPv4 ? "ipv4" : "ipv6");
    address.emplace_back("connected", !visit.connectFailure);
    address.emplace_back("connect", visit.connect.count());
    address.emplace_back("failure", visit.connectFailure ? visit.connectFailure->detail : "");
    address.emplace_back("greeting", greeting != nullptr && greeting->reply ? greeting->reply->shown() : "");
    for (const auto& capability : visit.capabilities.all()) {
        auto& row = observations.table("capabilities").emplace_back(placeOf(visit));
        row.emplace_back("keyword", capability.keyword);
        row.emplace_back("parameters", capability.parameters);
    }
    for (const auto& exchange : visit.exchanges) {
        auto& row = observations.table("replies").emplace_back(placeOf(visit));
        const auto enhanced = exchange.reply ? exchange.reply->enhanced() : std::nullopt;
        row.emplace_back("step", std::string(toString(exchange.step)));
        row.emplace_back("command", printable(exchange.command, 1024));
        row.emplace_back("code", std::int64_t{exchange.reply ? exchange.reply->code : 0});
        row.emplace_back("enhanced", enhanced ? enhanced->toString() : "");
        row.emplace_back("text", exchange.reply ? allText(*exchange.reply) : "");
        row.emplace_back("failure", exchange.failure ? exchange.failure->detail : "");
        row.emplace_back("seconds", exchange.seconds.count());
    }
}

} // namespace

void describeVisit(const SmtpVisit& visit, Observations& observations)
{
    describeDialogue(visit, observations);
    if (visit.tls) {
        describeSession(visit, observations);
        describeCertificates(visit, observations);
        describeDane(visit, observations);
    }
}

std::vector<std::string> repliesOf(const std::vector<const SmtpVisit*>& visits)
{
    std::vector<std::string> lines;
    for (const auto* visit : visits) {
        const bool asked = visit->at(Step::Command) != nullptr;
        for (const auto& exchange : visit->exchanges) {
            const bool matters = asked ? exchange.step == Step::Command
                                       : exchange.step == Step::Greeting || exchange.step == Step::Message ||
                                             !(exchange.answeredClass(2) || exchange.answeredClass(3));
            if (!matters || !exchange.reply) {
                continue;
            }
            const auto said =
                asked ? printable(exchange.command, 80) : nameOf(exchange); // our own line, as it was sent
            lines.push_back("* " + visit->subject() + " " + said + ":");
            const auto& reply = *exchange.reply;
            for (std::size_t i = 0; i < reply.lines.size(); ++i) {
                lines.push_back("S: " + std::to_string(reply.code) + (i + 1 < reply.lines.size() ? "-" : " ") +
                                reply.lines[i].shown(512));
            }
        }
    }
    return lines;
}

void tell(Report& report, const ReportParts& parts, const std::vector<const SmtpVisit*>& visits,
          const std::function<Observations()>& observations)
{
    if (parts.observations) {
        report.observations = observations();
    }
    if (parts.replies) {
        report.replies = repliesOf(visits);
    }
    for (const auto* visit : parts.transcript ? visits : std::vector<const SmtpVisit*>()) {
        append(report.transcript, visit->titledTranscript());
    }
}

Row columnsOf(const std::optional<ReverseDns>& reverse)
{
    return reverse ? Row{{"ptr", harmless(join(reverse->names, " "))}, {"ptr_confirmed", !reverse->confirmed.empty()}}
                   : Row();
}

Observations describe(const MailHosts& seen, const std::vector<std::string_view>& tables,
                      const std::function<Row(const HostSeen&)>& rowOf)
{
    Observations observations;
    observations.facts = {{"target", seen.target}, {"resolve", seen.resolve.count()}};
    for (const auto table : tables) {
        observations.table(table);
    }
    for (const auto& host : seen.hosts) {
        observations.table("hosts").push_back(rowOf(host));
        for (const auto& address : host.addresses) {
            if (address.visit) {
                describeVisit(*address.visit, observations);
                append(observations.table("addresses").back(), columnsOf(address.reverse));
            }
        }
    }
    return observations;
}

} // namespace mpm
