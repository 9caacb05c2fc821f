// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/transport/judge_transport.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/publish.hpp"
#include "check_mail_auth/record_row.hpp"
#include "check_mail_auth/transport/findings.hpp"
#include "mta_sts/findings.hpp"
#include "mta_sts/judge.hpp"

#include <algorithm>
#include <optional>

namespace mpm::checkMailAuth {
namespace {

using State = PolicyRecord::State;

Finding missing(const FindingKind& kind, const std::string& name, const std::string& what, const std::string& record,
                bool required)
{
    auto finding = found(kind, name, "there is no " + what + " record" + (required ? ", which --require names" : ""));
    finding.status = required ? Status::Critical : finding.status;
    finding.remedy = "Publish: " + record;
    return finding;
}

/// WARNING, as for every record that can't be read while others can.
Finding mxUnanswered(const MxSet& mx, const DnsName& domain)
{
    auto finding = found(recordUnanswered, domain.toString(), mx.failure ? mx.failure->detail : "no answer for MX");
    finding.status = Status::Warning;
    finding.remedy = remedyForSilence(RecordType::Mx, domain.toString());
    return finding;
}

/// The exchanges that the policy leaves out: enforcing senders don't use them (RFC 8461 section 4.1).
std::vector<Finding> judgeExchanges(const StsSeen& sts, const MxSet& mx)
{
    std::vector<Finding> findings;
    const auto hosts = mx.hosts();
    const bool anyAllowed =
        std::any_of(hosts.begin(), hosts.end(), [&](const MxHost& host) { return !judgeExchange(sts, host.name); });
    for (const auto& host : hosts) {
        if (auto finding = judgeExchange(sts, host.name)) {
            finding->status = anyAllowed ? Status::Warning : finding->status;
            findings.push_back(*std::move(finding));
        }
    }
    return findings;
}

/// That nobody knows which hosts the policy should allow; nothing where it allows none, or where SPF asked the same
/// question and tells it.
std::optional<Finding> judgeUnknownExchanges(const Observation& seen, const DnsName& domain)
{
    const auto* ofSpf = seen.spf.find(domain, RecordType::Mx);
    const bool told = ofSpf != nullptr && !ofSpf->isConclusive();
    const auto& policy = seen.sts->policy;
    if (!policy || policy->mode == StsMode::None || seen.mx.state != MxSet::State::Failed || told) {
        return std::nullopt;
    }
    return mxUnanswered(seen.mx, domain);
}

std::string summaryOf(const StsSeen& sts)
{
    std::string text;
    if (sts.policy) {
        text = "MTA-STS " + std::string(toString(sts.policy->mode));
    }
    if (sts.report.state == State::Valid) {
        text += std::string(text.empty() ? "" : ", ") + "TLS reports";
    }
    return text;
}

constexpr std::string_view someSts = "v=STSv1; id=1;";

std::string someReports(const DnsName& domain)
{
    return "v=TLSRPTv1; rua=mailto:tls-reports@" + domain.toString();
}

/// The record with whatever addresses the domain itself names, as they must be written; another where it names none.
std::string ownReports(const StsSeen& sts, const DnsName& domain)
{
    std::vector<std::string> addresses;
    for (const auto& text : sts.reportAnswer ? sts.reportAnswer->texts() : std::vector<std::string>()) {
        std::string apart(text);
        std::replace_if(
            apart.begin(), apart.end(),
            [](char c) { return std::string_view(";,=\"\\").find(c) != std::string_view::npos; }, ' ');
        for (const auto& word : splitWords(apart)) {
            const auto bare = startsWithIgnoringCase(word, "mailto:") ? word.substr(7) : word;
            if (startsWithIgnoringCase(word, "https://")) {
                addOnce(addresses, harmless(word, 200));
            } else if (bare.find('@') != std::string::npos && bare.find(':') == std::string::npos) {
                addOnce(addresses, "mailto:" + harmless(bare, 200));
            }
        }
    }
    return addresses.empty() || addresses.size() > 5 ? someReports(domain) : "v=TLSRPTv1; rua=" + join(addresses, ",");
}

/// The finding with the domain's own record to publish, where it is about a record that can't be used.
Finding withRecord(Finding finding, const StsSeen& sts, const DnsName& domain)
{
    if (finding.id == stsFindings.recordInvalid.id) {
        finding.remedy = "Publish, alone at this name: " + txtLine("_mta-sts." + domain.toString(), someSts) +
                         " (id: up to 32 letters and digits, another one whenever the policy changes)";
    } else if (finding.id == stsFindings.reportInvalid.id) {
        finding.remedy =
            "Publish, alone at this name: " + txtLine("_smtp._tls." + domain.toString(), ownReports(sts, domain));
    }
    return finding;
}

} // namespace

Part judgeTransport(const Observation& seen, const Target& target, const Policy& policy)
{
    Part part;
    if (!seen.sts) {
        return part;
    }
    const auto& sts = *seen.sts;
    const auto domain = target.domain.toString();
    for (auto& finding : judgeSts(sts, StsDemand::Optional, policy.timeoutStatus)) {
        const bool ofRecord = finding.id == stsFindings.reportMissing.id || finding.id == stsFindings.lookupFailed.id;
        if (!ofRecord) {
            part.findings.push_back(withRecord(std::move(finding), sts, target.domain));
        }
    }
    if (sts.record.state == State::Missing) {
        part.findings.push_back(missing(stsFindings.missing, domain, "MTA-STS",
                                        txtLine("_mta-sts." + domain, someSts) +
                                            ", and serve the policy at https://mta-sts." + domain +
                                            "/.well-known/mta-sts.txt",
                                        policy.required.mtaSts));
    }
    if (sts.report.state == State::Missing) {
        part.findings.push_back(missing(stsFindings.reportMissing, domain, "TLS reporting",
                                        txtLine("_smtp._tls." + domain, someReports(target.domain)),
                                        policy.required.tlsReports));
    }
    for (const auto& [kind, answer] : {std::pair("mta-sts", &sts.recordAnswer), {"tls-rpt", &sts.reportAnswer}}) {
        if (!*answer) {
            continue;
        }
        append(part.observations.table("records"), recordRows(kind, **answer));
        if (!(*answer)->isConclusive()) {
            part.findings.push_back(dnsFailed(**answer));
        }
    }
    append(part.findings, judgeExchanges(sts, seen.mx));
    if (auto finding = judgeUnknownExchanges(seen, target.domain)) {
        part.findings.push_back(std::move(*finding));
    }
    if (sts.policy) {
        part.observations.facts.emplace_back("mta_sts_mode", std::string(toString(sts.policy->mode)));
        part.observations.facts.emplace_back("mta_sts_mx", harmless(join(sts.policy->mx, ", "), 2000));
    }
    part.summary = summaryOf(sts);
    return part;
}

Part judgeNullMx(const Observation& seen, const Target& target, const Policy& policy)
{
    Part part;
    if (!policy.sendsNothing) {
        return part;
    }
    const auto domain = target.domain.toString();
    if (seen.mx.state == MxSet::State::Null) {
        part.summary = "null MX";
    } else if (seen.mx.state == MxSet::State::Failed) {
        part.findings.push_back(mxUnanswered(seen.mx, target.domain));
    } else {
        std::vector<std::string> hosts;
        for (const auto& host : seen.mx.hosts()) {
            hosts.push_back(host.name.toString());
        }
        auto finding = found(closedFindings.sendsNothingBroken, domain,
                             hosts.empty() ? "there is no null MX: senders keep trying the domain"
                                           : "mail for the domain gets in: " +
                                                 std::string(seen.mx.state == MxSet::State::Implicit
                                                                 ? "without MX records senders use the address of "
                                                                 : "MX ") +
                                                 join(hosts, ", "));
        finding.remedy = "Publish: " + domain + ". IN MX 0 . (and no other MX record)";
        part.findings.push_back(std::move(finding));
    }
    return part;
}

void readBimi(const Target& target, Reading& reading)
{
    if (const auto name = DnsName::parse("default._bimi").under(target.domain)) {
        reading.look(*name, RecordType::Txt);
    }
}

Part reportBimi(const Answers& answers, const Target& target)
{
    Part part;
    const auto name = DnsName::parse("default._bimi").under(target.domain);
    const auto* answer = name ? answers.find(*name, RecordType::Txt) : nullptr;
    if (answer != nullptr) {
        part.observations.table("records") = recordRows("bimi", *answer);
    }
    return part;
}

} // namespace mpm::checkMailAuth
