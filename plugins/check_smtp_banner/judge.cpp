// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/judge.hpp"

#include "catalogue/reply_catalogue.hpp"
#include "check/append.hpp"
#include "check/redundancy.hpp"
#include "check_smtp_banner/findings.hpp"
#include "io/judge_failure.hpp"
#include "smtp/findings.hpp"
#include "survey/judge_mx.hpp"
#include "survey/judge_secured.hpp"
#include "survey/judge_visit.hpp"
#include "tls/dane_lookup.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace mpm::checkSmtpBanner {
namespace {

std::vector<Finding> judgeGreeting(const SmtpVisit& visit, const Policy& policy)
{
    const auto* greeting = visit.at(Step::Greeting);
    if (greeting == nullptr || !greeting->answeredClass(2)) {
        return {};
    }
    std::vector<Finding> findings;
    const auto lines = wireLines(*greeting->reply);
    const auto shown = lines.size() == 1 ? "greeting " + greeting->reply->quoted() + " does not hold "
                                         : "none of the " + std::to_string(lines.size()) + " lines of the greeting " +
                                               greeting->reply->quoted() + " holds ";
    const auto demand = [&](const std::string& wanted, const std::function<bool(const std::string&)>& matches) {
        if (std::none_of(lines.begin(), lines.end(), matches)) {
            findings.push_back(found(ownFindings.greetingMismatch, visit.subject(), shown + wanted));
        }
    };
    for (const auto& text : policy.greetingTexts) {
        demand("\"" + printable(text) + "\"",
               [&](const std::string& line) { return line.find(text) != std::string::npos; });
    }
    for (const auto& pattern : policy.greetingPatterns) {
        demand("/" + printable(pattern.expression()) + "/",
               [&](const std::string& line) { return pattern.matches(line); });
    }
    return findings;
}

std::vector<Finding> judgeCapabilities(const SmtpVisit& visit, const Policy& policy)
{
    const auto* ehlo = visit.at(Step::Ehlo);
    const auto* helo = visit.at(Step::Helo);
    const bool greeted = (ehlo != nullptr && ehlo->answeredClass(2)) || (helo != nullptr && helo->answeredClass(2));
    // Where TLS was asked for, what is offered inside it counts, and without it nothing is known.
    const bool asked = greeted && (!policy.tls || (visit.tls && visit.tls->established()));
    std::vector<Finding> findings;
    for (const auto& expectation : policy.capabilities) {
        const auto missed = asked ? expectation.missedBy(visit.capabilities) : std::nullopt;
        if (missed) {
            findings.push_back(found(ownFindings.capabilityMissing, visit.subject(), *missed));
        }
    }
    return findings;
}

/// The last command that was answered, if commands were said; null as well where a failure tells the end.
const Exchange* lastCommand(const SmtpVisit& visit)
{
    const auto* last = visit.exchanges.empty() ? nullptr : &visit.exchanges.back();
    return last != nullptr && last->step == Step::Command && last->reply ? last : nullptr;
}

/// 4yz and 5yz keep their own findings unless they were asked for; any other surprise is the expectation's.
std::vector<Finding> judgeCommands(const SmtpVisit& visit, const Policy& policy)
{
    std::vector<Finding> findings;
    std::size_t index = 0;
    for (const auto& exchange : visit.exchanges) {
        if (exchange.step != Step::Command) {
            continue;
        }
        const auto& expectation = policy.responses.at(index++);
        if (!exchange.reply || expectation.isMetBy(*exchange.reply)) {
            continue;
        }
        if (exchange.reply->codeClass() >= 4) {
            findings.push_back(judgeUnwantedReply(exchange, visit.subject()));
        } else {
            findings.push_back(found(ownFindings.expectationFailed, visit.subject(),
                                     nameOf(exchange) + " answered " + exchange.reply->quoted() + ", expected " +
                                         expectation.shown()));
        }
    }
    if (const auto* last = lastCommand(visit); findings.empty() && last != nullptr && index < policy.responses.size()) {
        findings.push_back(found(ownFindings.expectationFailed, visit.subject(),
                                 "command " + std::to_string(index + 1) + " of " +
                                     std::to_string(policy.responses.size()) +
                                     " was not asked: the session ended with " + last->reply->quoted()));
    }
    return findings;
}

RedundantPart judgeAddress(const AddressSeen& address, const Policy& policy)
{
    RedundantPart part;
    part.findings = judgeVisit(address.visit, policy.timeoutStatus);
    hintAtImplicitTls(part.findings, address.visit);
    if (policy.tls) {
        append(part.findings, judgeSecured(address.visit, *policy.tls));
    }
    append(part.findings, judgeGreeting(address.visit, policy));
    append(part.findings, judgeCapabilities(address.visit, policy));
    append(part.findings, judgeCommands(address.visit, policy));
    part.works = std::all_of(part.findings.begin(), part.findings.end(), [](const Finding& finding) {
        return finding.status != Status::Critical && finding.status != Status::Unknown &&
               finding.id != hostFindings.timedOut.id;
    });
    if (address.reverse) {
        append(part.findings, judgeReverse(*address.reverse, address.visit.subject()));
    }
    return part;
}

/// A host without any address is a part that doesn't work; one family's failure beside addresses is a warning.
Finding judgeLookup(const HostSeen& host, const Observation& seen, const Policy& policy)
{
    if (host.literal) {
        return found(mxFindings.addressLiteral, host.host, "is an address, not a host name");
    }
    const auto failure = host.lookupFailure.value_or(Failure{FailureKind::NoSuchName, "name has no address"});
    auto finding = judgeLookupFailure(failure, host.host, policy.timeoutStatus);
    if (seen.mx) {
        finding = found(mxFindings.unresolvable, host.host, failure.detail);
        finding.status = Status::Critical;
    }
    if (!host.addresses.empty()) {
        finding.status = Status::Warning;
    }
    return finding;
}

std::vector<Finding> judgeAll(const Observation& seen, const Policy& policy)
{
    std::vector<Finding> findings;
    std::vector<RedundantPart> parts;
    std::vector<NamedAddress> addresses;
    if (seen.mx) {
        findings = judgeMxSet(*seen.mx, policy.timeoutStatus);
    }
    if (!seen.hosts.empty() && !seen.mxInsecure.empty()) {
        findings.push_back(judgeInsecureMx(seen.target, seen.mxInsecure));
    }
    for (const auto& host : seen.hosts) {
        const auto tlsa = host.tlsa ? judgeTlsaLookup(*host.tlsa, host.host, DaneDemand::Required, policy.timeoutStatus)
                                    : std::nullopt;
        for (const auto& address : host.addresses) {
            parts.push_back(judgeAddress(address, policy));
            addresses.push_back({host.host, address.visit.endpoint.address, parts.back().works});
            parts.back().works = parts.back().works && !tlsa;
        }
        if (tlsa && !host.addresses.empty()) {
            parts.back().findings.push_back(*tlsa);
        }
        if (host.addresses.empty()) {
            parts.push_back({false, {judgeLookup(host, seen, policy)}});
        } else if (host.lookupFailure) {
            findings.push_back(judgeLookup(host, seen, policy));
        }
    }
    append(findings, judgeRedundancy(std::move(parts), seen.hosts.size() > 1 ? "addresses of all hosts" : "addresses"));
    if (seen.mx) {
        append(findings, judgeReachability(addresses));
    }
    append(findings, judgeLeftOut(seen.target, seen.hosts.size(), seen.hostsLeftOut, "exchanges"));
    for (const auto& host : seen.hosts) {
        append(findings, judgeLeftOut(host.host, host.addresses.size(), host.addressesLeftOut, "addresses"));
    }
    return findings;
}

/// How long the slowest address took; nothing when none got there.
std::optional<double> slowest(const Observation& seen,
                              const std::function<std::optional<Seconds>(const SmtpVisit&)>& step)
{
    std::optional<double> result;
    for (const auto* address : seen.addresses()) {
        if (const auto time = step(address->visit)) {
            result = std::max(result.value_or(0), time->count());
        }
    }
    return result;
}

std::optional<Seconds> replyTime(const SmtpVisit& visit, std::initializer_list<Step> steps)
{
    std::optional<Seconds> sum;
    for (const auto step : steps) {
        if (const auto* exchange = visit.at(step); exchange != nullptr && exchange->reply) {
            sum = sum.value_or(Seconds(0)) + exchange->seconds;
        }
    }
    return sum;
}

std::vector<Metric> measure(const Observation& seen)
{
    std::vector<Metric> metrics{seconds("time", seen.total.count()), seconds("resolve", seen.resolve.count())};
    const auto add = [&](const std::string& name, std::optional<double> value) {
        if (value) {
            metrics.push_back(seconds(name, *value));
        }
    };
    add("connect", slowest(seen, [](const SmtpVisit& visit) {
            return visit.connectFailure ? std::nullopt : std::optional(visit.connect);
        }));
    add("greeting", slowest(seen, [](const SmtpVisit& visit) { return replyTime(visit, {Step::Greeting}); }));
    add("ehlo", slowest(seen, [](const SmtpVisit& visit) { return replyTime(visit, {Step::Ehlo, Step::Helo}); }));
    add("tls", slowest(seen, [](const SmtpVisit& visit) {
            return visit.tls && visit.tls->established() ? std::optional(visit.tls->seconds) : std::nullopt;
        }));
    return metrics;
}

std::string summarise(const Observation& seen, const Policy& policy)
{
    const auto addresses = seen.addresses();
    if (addresses.empty()) {
        return seen.target + " was not visited";
    }
    const auto& first = addresses.front()->visit;
    const auto* greeting = first.at(Step::Greeting);
    auto text = seen.mx ? seen.target + " MX " + first.subject() : first.subject();
    if (greeting != nullptr && greeting->reply) {
        text += " greeting " + greeting->reply->shown();
    }
    if (first.tls && first.tls->established()) {
        text += ", " + summaryOf(*first.tls) + (first.tls->dane && first.tls->dane->authenticated ? ", DANE" : "") +
                (!policy.tls || policy.tls->verify ? "" : ", not verified");
    }
    if (addresses.size() > 1) {
        text += "; all " + std::to_string(addresses.size()) + " addresses " +
                (seen.hosts.size() > 1 ? "of " + std::to_string(seen.hosts.size()) + " hosts work" : "work");
    }
    return text + ", " + formatSeconds(seen.total.count());
}

/// By the STATUS of --timeout.
bool isOkByTimeout(const Finding& finding)
{
    return finding.id == hostFindings.timedOut.id && finding.status == Status::Ok;
}

} // namespace

Report judge(const Observation& seen, const Policy& policy)
{
    Report report;
    report.findings = judgeAll(seen, policy);
    report.metrics = measure(seen);
    // Even where the user calls a failure OK, line 1 tells it.
    const auto addresses = seen.addresses();
    const bool anyGreets = std::any_of(addresses.begin(), addresses.end(), [](const AddressSeen* address) {
        const auto* greeting = address->visit.at(Step::Greeting);
        return greeting != nullptr && greeting->answeredClass(2);
    });
    report.summary = anyGreets || report.findings.empty() ? summarise(seen, policy) : report.findings.front().summary();
    if (anyGreets && std::any_of(report.findings.begin(), report.findings.end(), isOkByTimeout)) {
        report.summary += "; counted as OK: " + std::string(hostFindings.timedOut.id);
    }
    report.observations = describe(seen);
    for (const auto* address : seen.addresses()) {
        report.transcript.push_back("* " + address->visit.subject());
        report.transcript.insert(report.transcript.end(), address->visit.transcript.begin(),
                                 address->visit.transcript.end());
    }
    return report;
}

} // namespace mpm::checkSmtpBanner
