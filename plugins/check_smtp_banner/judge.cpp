// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/judge.hpp"

#include "check/append.hpp"
#include "check_smtp_banner/findings.hpp"
#include "survey/by_hand.hpp"
#include "survey/describe.hpp"
#include "survey/judge_mail_hosts.hpp"
#include "survey/judge_secured.hpp"
#include "survey/judge_visit.hpp"
#include "survey/measure.hpp"

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
    const auto missed = [&](const std::string& wanted) {
        findings.push_back(found(ownFindings.greetingMismatch, visit.subject(), shown + wanted));
    };
    for (const auto& text : policy.greetingTexts) {
        const bool held = std::any_of(lines.begin(), lines.end(),
                                      [&](const std::string& line) { return line.find(text) != std::string::npos; });
        if (!held) {
            missed("\"" + printable(text) + "\"");
        }
    }
    for (const auto& pattern : policy.greetingPatterns) {
        const auto match = pattern.in(lines);
        if (match != LinePattern::Match::Found) {
            missed("/" + printable(pattern.expression()) + "/" +
                   (match == LinePattern::Match::TooCostly
                        ? ", as far as it could be matched: it takes too long on this"
                        : ""));
        }
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

/// 4yz and 5yz keep their own findings unless they were asked for, as does every surprise where nothing was; any other
/// is the expectation's.
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
        if (exchange.reply->codeClass() >= 4 || !expectation.isGiven()) {
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

JudgedAddress judgeAddress(const AddressSeen& address, const Policy& policy)
{
    const auto& visit = *address.visit;
    auto findings = judgeVisit(visit, policy.timeoutStatus);
    hintAtImplicitTls(findings, visit);
    if (policy.tls) {
        append(findings, judgeSecured(visit, *policy.tls));
    }
    append(findings, judgeGreeting(visit, policy));
    append(findings, judgeCapabilities(visit, policy));
    append(findings, judgeCommands(visit, policy));
    const bool works = letsMailThrough(findings);
    if (address.reverse) {
        append(findings, judgeReverse(*address.reverse, visit.subject()));
    }
    return {{works, std::move(findings)}, works};
}

/// The first EHLO, and the HELO where that was refused.
std::optional<Seconds> helloTime(const SmtpVisit& visit)
{
    std::optional<Seconds> sum;
    for (const auto step : {Step::Ehlo, Step::Helo}) {
        if (const auto* exchange = visit.at(step); exchange != nullptr && exchange->reply) {
            sum = sum.value_or(Seconds(0)) + exchange->seconds;
        }
    }
    return sum;
}

Row rowOf(const HostSeen& host)
{
    return {{"host", host.host},
            {"addresses", static_cast<std::int64_t>(host.addresses.size())},
            {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : std::string()}};
}

std::string summarise(const MailHosts& seen, const Policy& policy)
{
    const auto visits = seen.visits();
    if (visits.empty()) {
        return seen.target + " was not visited";
    }
    const auto& first = *visits.front();
    const auto* greeting = first.at(Step::Greeting);
    auto text = seen.mx ? seen.target + " MX " + first.subject() : first.subject();
    if (greeting != nullptr && greeting->reply) {
        text += " greeting " + greeting->reply->shown();
    }
    if (first.tls && first.tls->established()) {
        text += ", " + summaryOf(*first.tls) + (first.tls->dane && first.tls->dane->authenticated ? ", DANE" : "") +
                (!policy.tls || policy.tls->verify ? "" : ", not verified");
    }
    if (visits.size() > 1) {
        text += "; all " + std::to_string(visits.size()) + " addresses " +
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

Report judge(const MailHosts& seen, const Policy& policy)
{
    const auto visits = seen.visits();
    HostRules rules;
    rules.timeoutStatus = policy.timeoutStatus;
    rules.judgeAddress = [&](const AddressSeen& address) { return judgeAddress(address, policy); };
    Report report;
    report.findings = judgeMailHosts(seen, rules);
    addCommands(report.findings, seen, visits, policy.byHand);
    report.metrics = measure(seen, visits,
                             {{"connect", connectTime},
                              {"greeting", replyTime({Step::Greeting})},
                              {"ehlo", helloTime},
                              {"tls", handshakeTime}});
    // Even where the user calls a failure OK, line 1 tells it.
    const bool anyGreets = std::any_of(visits.begin(), visits.end(), [](const SmtpVisit* visit) {
        const auto* greeting = visit->at(Step::Greeting);
        return greeting != nullptr && greeting->answeredClass(2);
    });
    report.summary = anyGreets || report.findings.empty() ? summarise(seen, policy) : report.findings.front().summary();
    if (anyGreets && std::any_of(report.findings.begin(), report.findings.end(), isOkByTimeout)) {
        report.summary += "; counted as OK: " + std::string(hostFindings.timedOut.id);
    }
    tell(report, policy.parts, visits, [&] {
        return describe(seen, {"hosts", "addresses", "capabilities", "replies"}, rowOf);
    });
    return report;
}

} // namespace mpm::checkSmtpBanner
