// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/senders.hpp"

#include "check/ascii.hpp"
#include "check_smtp_tls/findings.hpp"
#include "mta_sts/judge.hpp"
#include "survey/judge_visit.hpp"

#include <algorithm>
#include <functional>

namespace mpm::checkSmtpTls {
namespace {

constexpr const char* daneSenders = "DANE";

/// Why a kind of sender does not deliver to a host; empty when it does.
using Obstacle = std::function<std::string(const HostSeen&)>;

bool isSession(const AddressSeen& address)
{
    return address.visit->tls && address.visit->tls->established() && address.visit->tls->version >= TlsVersion::Tls12;
}

template <class Predicate>
bool anyAddress(const HostSeen& host, Predicate predicate)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(), predicate);
}

/// What the visit ended with; empty where EHLO was taken.
std::string whyNotGreeted(const SmtpVisit& visit)
{
    if (visit.connectFailure) {
        return visit.connectFailure->detail;
    }
    std::string why = visit.tls && visit.tls->failure ? "TLS handshake: " + visit.tls->failure->detail : "";
    for (const auto& exchange : visit.exchanges) {
        if ((exchange.step == Step::Ehlo || exchange.step == Step::Helo) && exchange.answered(250)) {
            return "";
        }
        why = nameOf(exchange) +
              (exchange.failure ? ": " + exchange.failure->detail : " " + std::to_string(exchange.reply->code));
    }
    return why.empty() ? "no answer" : why;
}

/// Takes TLS where it is to be had, and verifies nothing.
std::string opportunistic(const HostSeen& host)
{
    if (host.addresses.empty()) {
        return host.literal         ? "is an address, not a host name"
               : host.lookupFailure ? host.lookupFailure->detail
                                    : "no address";
    }
    const auto greeted = [](const AddressSeen& address) { return whyNotGreeted(*address.visit).empty(); };
    return anyAddress(host, greeted) ? "" : whyNotGreeted(*host.addresses.front().visit);
}

std::string whyNoSession(const HostSeen& host)
{
    if (auto why = opportunistic(host); !why.empty()) {
        return why;
    }
    const auto& visit = *host.addresses.front().visit;
    const auto* startTls = visit.at(Step::StartTls);
    if (visit.tls && visit.tls->failure) {
        return "TLS handshake: " + visit.tls->failure->detail;
    }
    if (visit.tls) {
        return std::string(toString(visit.tls->version)) + " at best";
    }
    if (startTls != nullptr && startTls->reply) {
        return "STARTTLS " + std::to_string(startTls->reply->code);
    }
    return startTls == nullptr ? "no STARTTLS" : "no TLS session";
}

std::string problemsOf(const HostSeen& host)
{
    for (const auto& address : host.addresses) {
        if (isSession(address) && !address.visit->tls->problems.empty()) {
            return address.visit->tls->problems.front().text;
        }
    }
    return whyNoSession(host);
}

/// RFC 8461 section 4: the host must be in the policy, TLS 1.2 at least, the certificate trusted and for its name.
std::string mtaSts(const HostSeen& host, const StsPolicy& policy)
{
    if (IpAddress::parse(host.name) || !policy.allows(DnsName::parse(host.name))) {
        return "not in the policy";
    }
    const auto trusted = [](const AddressSeen& address) {
        return isSession(address) && address.visit->tls->problems.empty();
    };
    return anyAddress(host, trusted) ? "" : problemsOf(host);
}

bool isForDane(const HostSeen& host)
{
    // Without an address there is nobody to ask for TLS, whatever the records say.
    return host.tlsa && !host.addresses.empty() &&
           (host.tlsa->state == TlsaLookup::State::Found || host.tlsa->state == TlsaLookup::State::Failed);
}

std::string whyUnauthenticated(const HostSeen& host)
{
    for (const auto& address : host.addresses) {
        const auto* dane = address.visit->tls && address.visit->tls->dane ? &*address.visit->tls->dane : nullptr;
        for (const auto& result : dane != nullptr && dane->heldBack() ? dane->records : std::vector<TlsaResult>()) {
            if (result.heldBack) {
                return result.detail;
            }
        }
    }
    return "no TLSA record matches";
}

/// RFC 7672 section 2.2: hosts without records are served as by an opportunistic sender.
std::string dane(const HostSeen& host)
{
    if (!isForDane(host)) {
        return opportunistic(host);
    }
    if (host.tlsa->state == TlsaLookup::State::Failed) {
        return "the TLSA question fails";
    }
    if (!anyAddress(host, isSession)) {
        return whyNoSession(host);
    }
    const auto authenticated = [](const AddressSeen& address) {
        const auto* facts = address.visit->tls && address.visit->tls->dane ? &*address.visit->tls->dane : nullptr;
        return facts != nullptr && isSession(address) && (facts->authenticated || !facts->anyUsable());
    };
    return anyAddress(host, authenticated) ? "" : whyUnauthenticated(host);
}

SendersByPolicy classOf(const std::string& name, bool applies, const Observation& seen, const Obstacle& obstacle)
{
    constexpr std::size_t mostNamed = 4; // on a line that is read at night
    SendersByPolicy result{name, applies, seen.hosts.size(), 0, ""};
    std::vector<std::string> obstacles;
    for (const auto& host : seen.hosts) {
        if (const auto why = applies ? obstacle(host) : ""; !why.empty()) {
            obstacles.push_back(host.host + " (" + why + ")");
        }
    }
    result.open = result.hosts - obstacles.size();
    const auto more = obstacles.size() - std::min(obstacles.size(), mostNamed);
    obstacles.resize(obstacles.size() - more);
    result.obstacles = join(obstacles, ", ") + (more == 0 ? "" : " and " + std::to_string(more) + " more");
    return result;
}

using Selection = std::function<bool(const SendersByPolicy&)>;

/// "opportunistic, MTA-STS and DANE"; empty when the selection is.
std::string namesOf(const std::vector<SendersByPolicy>& classes, const Selection& selected)
{
    std::vector<std::string> names;
    for (const auto& senders : classes) {
        if (senders.applies && selected(senders)) {
            names.push_back(senders.name);
        }
    }
    const auto last = names.size() > 1 ? " and " + names.back() : "";
    if (!last.empty()) {
        names.pop_back();
    }
    return join(names, ", ") + last;
}

/// Who is told 4yz keeps the mail and tries again.
bool isBusy(const HostSeen& host)
{
    return anyAddress(host, [](const AddressSeen& address) {
        const auto& exchanges = address.visit->exchanges;
        return !exchanges.empty() && exchanges.back().answeredClass(4);
    });
}

/// DANE senders wait for the answer about this host (RFC 7672 section 2.1.2).
bool isUnanswered(const HostSeen& host)
{
    return isForDane(host) && host.tlsa->state == TlsaLookup::State::Failed;
}

bool isServed(const SendersByPolicy& senders)
{
    return senders.open > 0;
}

} // namespace

bool visitsOtherPorts(const Observation& seen)
{
    const auto visits = seen.visits();
    return std::any_of(visits.begin(), visits.end(), [](const SmtpVisit* visit) { return visit->endpoint.port != 25; });
}

std::vector<SendersByPolicy> classify(const Observation& seen)
{
    const bool enforced = seen.sts && isEnforced(*seen.sts);
    return {classOf("opportunistic", true, seen, opportunistic),
            classOf("MTA-STS", enforced, seen, [&](const HostSeen& host) { return mtaSts(host, *seen.sts->policy); }),
            classOf(daneSenders, std::any_of(seen.hosts.begin(), seen.hosts.end(), isForDane), seen, dane)};
}

std::vector<Finding> judgeSenders(const Observation& seen)
{
    std::vector<Finding> findings;
    const auto classes = classify(seen);
    if (!seen.mx || visitsOtherPorts(seen) || classes.front().open == 0) {
        return findings; // nobody gets through, or it is not for one host to say
    }
    std::string line;
    const bool unanswered = std::any_of(seen.hosts.begin(), seen.hosts.end(), isUnanswered);
    for (const auto& senders : classes) {
        if (senders.applies && senders.open == 0 && !(unanswered && senders.name == daneSenders)) {
            findings.push_back(found(ownFindings.sendersCutOff, seen.target,
                                     senders.name + " senders keep the mail and then bounce it: " + senders.obstacles));
            line += findings.back().message + "; ";
        }
    }
    for (auto& finding : findings) {
        finding.headline = line + namesOf(classes, isServed) + " senders deliver";
    }
    return findings;
}

void sayWhoBounces(std::vector<Finding>& findings, const Observation& seen)
{
    if (!seen.mx || seen.hosts.empty() || visitsOtherPorts(seen)) {
        return;
    }
    const auto classes = classify(seen);
    const auto served = namesOf(classes, isServed);
    const auto shut = namesOf(classes, std::not_fn(isServed));
    // Where opportunistic senders bounce everybody does, and for their reason.
    const auto cutOff = std::find_if(classes.begin(), classes.end(), [](const SendersByPolicy& senders) {
        return senders.applies && senders.open == 0;
    });
    const bool unanswered = cutOff != classes.end() && cutOff->name == daneSenders &&
                            std::any_of(seen.hosts.begin(), seen.hosts.end(), isUnanswered);
    const bool busy = unanswered || std::any_of(seen.hosts.begin(), seen.hosts.end(), isBusy);
    const auto line =
        (shut.empty() ? "" : "; " + shut + (busy ? " senders wait: " : " senders bounce: ") + cutOff->obstacles) +
        (served.empty() ? "" : "; " + served + " senders deliver");
    for (auto& finding : findings) {
        if (finding.id != ownFindings.sendersCutOff.id) {
            finding.headline = (finding.headline.empty() ? finding.message : finding.headline) + line;
        }
    }
}

std::string namesOfServed(const Observation& seen)
{
    return namesOf(classify(seen), isServed);
}

void describeSenders(const Observation& seen, Observations& observations)
{
    for (const auto& senders : classify(seen)) {
        observations.table("senders").push_back({{"senders", senders.name},
                                                 {"applies", senders.applies},
                                                 {"delivers", senders.open > 0},
                                                 {"hosts", static_cast<std::int64_t>(senders.hosts)},
                                                 {"hosts_open", static_cast<std::int64_t>(senders.open)},
                                                 {"obstacles", senders.obstacles}});
    }
}

} // namespace mpm::checkSmtpTls
