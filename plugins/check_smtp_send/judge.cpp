// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/judge.hpp"

#include "check/redundancy.hpp"
#include "check_smtp_send/judge_delivery.hpp"
#include "dns/mx_findings.hpp"
#include "smtp/findings.hpp"
#include "smtp/judge_visit.hpp"
#include "tls/dane_lookup.hpp"
#include "tls/findings.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>

namespace mpm::checkSmtpSend {
namespace {

void append(std::vector<Finding>& findings, std::vector<Finding> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(findings));
}

RedundantPart judgePart(const Delivery& delivery, const Policy& policy)
{
    RedundantPart part;
    part.findings = judgeDelivery(delivery, policy);
    part.works = !wantsNextAddress(delivery, policy.plan) &&
                 std::all_of(part.findings.begin(), part.findings.end(), [](const Finding& finding) {
                     return finding.status != Status::Critical && finding.status != Status::Unknown &&
                            finding.id != smtpFinding::timedOut.id;
                 });
    return part;
}

/// Hosts whose name leads nowhere. Without any address there is nobody to deliver to, and that is CRITICAL.
std::vector<Finding> judgeLookups(const Observation& seen, const Policy& policy)
{
    const bool nowhere =
        std::all_of(seen.hosts.begin(), seen.hosts.end(), [](const HostSeen& host) { return host.addresses.empty(); });
    std::vector<Finding> findings;
    for (const auto& host : seen.hosts) {
        if (!host.lookupFailure) {
            continue;
        }
        auto finding = judgeFailure(*host.lookupFailure, host.host, "", policy.timeoutStatus);
        if (seen.mx) {
            finding = found(mxFinding::unresolvable, host.host, host.lookupFailure->detail);
            finding.status = nowhere ? Status::Critical : Status::Warning;
        } else if (!host.addresses.empty()) {
            finding.status = Status::Warning;
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

/// Why a host was left out that has no DANE, though that was demanded.
std::optional<Finding> judgeTlsa(const HostSeen& host)
{
    return host.tlsa ? judgeTlsaLookup(*host.tlsa, host.host, DaneDemand::Required) : std::nullopt;
}

std::vector<Finding> judgeAll(const Observation& seen, const Policy& policy)
{
    std::vector<RedundantPart> parts;
    std::vector<NamedAddress> addresses;
    for (const auto& host : seen.hosts) {
        if (auto missing = judgeTlsa(host)) {
            parts.push_back({false, {std::move(*missing)}});
        }
        for (const auto& delivery : host.deliveries) {
            parts.push_back(judgePart(delivery, policy));
        }
        for (const auto& address : host.addresses) {
            addresses.push_back({host.host, address});
        }
    }
    std::vector<Finding> findings;
    if (seen.mx) {
        append(findings, judgeMxSet(*seen.mx, policy.timeoutStatus));
    }
    if (!seen.hosts.empty() && !seen.mxInsecure.empty()) {
        findings.push_back(
            found(tlsFinding::daneInsecure, seen.target,
                  "the MX records are not secured, so TLSA records count for nobody: " + seen.mxInsecure));
    }
    if (policy.plan.relayTest) {
        for (auto& part : parts) {
            append(findings, std::move(part.findings)); // one open host is an open relay, whatever the others do
        }
    } else {
        append(findings, judgeRedundancy(std::move(parts), "addresses"));
    }
    append(findings, judgeLookups(seen, policy));
    if (seen.mx) {
        append(findings, judgeReachability(addresses));
    }
    return findings;
}

std::vector<Metric> measure(const Observation& seen)
{
    std::vector<Metric> metrics{seconds("time", seen.total.count()), seconds("resolve", seen.resolve.count())};
    const auto* last = seen.last();
    if (last == nullptr || last->visit.connectFailure) {
        return metrics;
    }
    metrics.push_back(seconds("connect", last->visit.connect.count()));
    const auto add = [&](const std::string& name, std::initializer_list<Step> steps) {
        std::optional<Seconds> sum;
        for (const auto& exchange : last->visit.exchanges) {
            if (exchange.reply && std::find(steps.begin(), steps.end(), exchange.step) != steps.end()) {
                sum = sum.value_or(Seconds(0)) + exchange.seconds;
            }
        }
        if (sum) {
            metrics.push_back(seconds(name, sum->count()));
        }
    };
    add("greeting", {Step::Greeting});
    add("ehlo", {Step::Ehlo, Step::Helo});
    add("starttls", {Step::StartTls});
    if (last->visit.tls && last->visit.tls->established()) {
        metrics.push_back(seconds("tls", last->visit.tls->seconds.count()));
    }
    add("auth", {Step::Auth});
    add("mail", {Step::Mail});
    add("rcpt", {Step::Rcpt});
    add("data", {Step::Data});
    add("message", {Step::Message});
    return metrics;
}

std::string recipientsOf(const Delivery& delivery)
{
    std::string first;
    std::size_t count = 0;
    for (const auto& recipient : delivery.recipients) {
        if (recipient.message && accepts(delivery.exchange(*recipient.message))) {
            first = first.empty() ? recipient.address : first;
            ++count;
        }
    }
    return harmless(first, 80) + (count > 1 ? " and " + std::to_string(count - 1) + " more" : "");
}

/// What the last address did, in a few words.
std::string outcome(const Delivery& delivery, const Policy& policy)
{
    if (delivery.visit.connectFailure) {
        return delivery.visit.connectFailure->detail;
    }
    if (delivery.insecure && delivery.visit.tls) {
        return "no trusted TLS session, nothing was sent";
    }
    if (policy.plan.relayTest) {
        return "refused all " + std::to_string(delivery.relayAttempts.size()) + " relay attempts";
    }
    if (delivery.visit.exchanges.empty()) {
        return "nothing was said";
    }
    const auto& last = delivery.visit.exchanges.back();
    if (!last.reply) {
        return nameOf(last) + ": " + last.failure->detail;
    }
    if (delivery.messageBegun && accepts(last)) {
        const auto& tls = delivery.visit.tls;
        return "accepted the message for " + recipientsOf(delivery) +
               (tls ? " over " + std::string(toString(tls->version)) : "");
    }
    const bool expected = policy.plan.expectations.judge(last) == Expectations::Verdict::Met;
    return nameOf(last) + " " + last.reply->shown() + (expected ? ", as expected" : "") +
           (delivery.messageBegun ? "" : "; nothing was sent");
}

std::string summarise(const Observation& seen, const Policy& policy)
{
    const auto* last = seen.last();
    if (last == nullptr) {
        const bool somewhere = std::any_of(seen.hosts.begin(), seen.hosts.end(),
                                           [](const HostSeen& host) { return !host.addresses.empty(); });
        return seen.target + (somewhere ? " has no host with DANE to deliver to" : " has no address to deliver to");
    }
    return last->visit.subject() + " " + outcome(*last, policy) + ", " + formatSeconds(seen.total.count());
}

} // namespace

Report judge(const Observation& seen, const Policy& policy)
{
    Report report;
    report.findings = judgeAll(seen, policy);
    report.metrics = measure(seen);
    report.summary = summarise(seen, policy);
    if (const auto* last = seen.last(); last != nullptr && !last->queueId.empty()) {
        report.mark = "queue ID " + last->queueId;
    }
    report.observations = describe(seen);
    for (const auto& host : seen.hosts) {
        for (const auto& delivery : host.deliveries) {
            report.transcript.push_back("* " + delivery.visit.subject());
            report.transcript.insert(report.transcript.end(), delivery.visit.transcript.begin(),
                                     delivery.visit.transcript.end());
        }
    }
    return report;
}

} // namespace mpm::checkSmtpSend
