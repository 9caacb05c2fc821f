// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/judge_visit.hpp"

#include "catalogue/reply_catalogue.hpp"
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "io/judge_failure.hpp"
#include "smtp/findings.hpp"
#include "tls/judge_tls.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm {
namespace {

struct FormRule {
    ReplyAnomaly anomaly;
    const FindingKind* kind;
    std::string_view sentence;
};

constexpr std::array formRules{
    FormRule{ReplyAnomaly::BareLf, &smtpFindings.bareLf, "has a line that ends with a bare line feed"},
    FormRule{ReplyAnomaly::ControlOctet, &smtpFindings.replyOctets, "holds control octets"},
    FormRule{ReplyAnomaly::EightBit, &smtpFindings.replyOctets, "holds octets above 127"},
    FormRule{ReplyAnomaly::LongLine, &smtpFindings.lineTooLong, "has a line of more than 512 octets"},
    FormRule{ReplyAnomaly::CodeChanged, &smtpFindings.codeChanges, "carries different codes; the last line's counts"},
};

bool isOdd(char c, ReplyAnomaly anomaly)
{
    const auto octet = static_cast<unsigned char>(c);
    return anomaly == ReplyAnomaly::EightBit ? octet > 127 : octet < 32 || octet == 127;
}

/// Where the fault lies in one line of several, that line; else the reply by its first.
std::string quotedCulprit(const Reply& reply, ReplyAnomaly anomaly)
{
    const bool octets = anomaly == ReplyAnomaly::ControlOctet || anomaly == ReplyAnomaly::EightBit;
    const auto culprit = std::find_if(reply.lines.begin(), reply.lines.end(), [=](const PeerText& line) {
        return std::any_of(line.raw().begin(), line.raw().end(), [=](char c) { return isOdd(c, anomaly); });
    });
    if (!octets || culprit == reply.lines.begin() || culprit == reply.lines.end()) {
        return reply.quoted();
    }
    return std::to_string(reply.code) + " \"" + culprit->shown() + "\"";
}

bool isWanted(const Exchange& exchange)
{
    switch (exchange.step) {
    case Step::Greeting: return exchange.answered(220);
    case Step::Ehlo:
    case Step::Helo: return exchange.answered(250);
    default: return true; // judged by whoever sent it
    }
}

/// Whether nothing more was said after a reply that has no place at its step (1yz to 3yz).
bool endsSession(const Exchange& exchange)
{
    switch (exchange.step) {
    case Step::Greeting:
    case Step::Ehlo:
    case Step::Helo: return !exchange.answeredClass(2);
    case Step::Command:
    case Step::Quit: return false;
    default: return true;
    }
}

bool saysLhlo(const Exchange& exchange)
{
    return exchange.command.starts_with("LHLO ");
}

/// Whether a refused EHLO or HELO is told that LHLO is what the server wants (RFC 2033 section 4.1).
bool wantsLhlo(const SmtpVisit& visit)
{
    return std::any_of(visit.exchanges.begin(), visit.exchanges.end(), [](const Exchange& exchange) {
        const bool hello = exchange.step == Step::Ehlo || exchange.step == Step::Helo;
        return hello && exchange.answeredClass(5) && !saysLhlo(exchange) &&
               std::any_of(exchange.reply->lines.begin(), exchange.reply->lines.end(),
                           [](const PeerText& line) { return toUpper(line.raw()).find("LHLO") != std::string::npos; });
    });
}

} // namespace

std::string nameOf(const Exchange& exchange)
{
    constexpr std::string_view recipient = "RCPT TO:<";
    if (exchange.step == Step::Rcpt && exchange.command.starts_with(recipient)) {
        const auto rest = exchange.command.substr(recipient.size());
        return "RCPT TO " + harmless(rest.substr(0, rest.find('>')), 80);
    }
    constexpr std::string_view message = "message for ";
    if (exchange.step == Step::Message && exchange.command.starts_with(message)) {
        return "end of data for " + harmless(exchange.command.substr(message.size()), 80);
    }
    if (exchange.step == Step::Ehlo || exchange.step == Step::Helo) {
        const auto verb = saysLhlo(exchange) ? "LHLO" : std::string(toString(exchange.step));
        return verb + (exchange.insideTls ? " inside TLS" : "");
    }
    if (exchange.step == Step::Auth && !exchange.mechanism.empty()) {
        return "AUTH " + std::string(exchange.mechanism);
    }
    return exchange.step == Step::Command ? harmless(exchange.command, 80) : std::string(toString(exchange.step));
}

namespace {

/// No server means 250 to DATA or 220 to EHLO: it is what it said once too often before (to RCPT, as a greeting).
bool belongsToAnother(const Exchange& exchange)
{
    const bool hello = exchange.step == Step::Ehlo || exchange.step == Step::Helo;
    return (exchange.step == Step::Data && exchange.answered(250)) || (hello && exchange.answered(220));
}

} // namespace

Finding judgeUnwantedReply(const Exchange& exchange, const std::string& subject)
{
    const auto& reply = *exchange.reply;
    const auto& kind = reply.codeClass() == 4   ? smtpFindings.reply4yz
                       : reply.codeClass() == 5 ? smtpFindings.reply5yz
                                                : smtpFindings.unexpectedReply;
    auto finding = found(kind, subject, nameOf(exchange) + " answered " + reply.quoted());
    finding.headline = nameOf(exchange) + " " + reply.shown();
    finding.remedy = remedyFor(reply, exchange.step);
    if (belongsToAnother(exchange)) {
        finding.message += ", which belongs to something before it: the server's replies are out of step";
        finding.headline += ", replies out of step";
    }
    if (reply.codeClass() < 4 && endsSession(exchange)) {
        finding.status = Status::Critical;
    }
    return finding;
}

std::vector<Finding> judgeForm(const Exchange& exchange, const std::string& subject)
{
    std::vector<Finding> findings;
    if (!exchange.reply) {
        return findings;
    }
    for (const auto& rule : formRules) {
        if (exchange.reply->has(rule.anomaly)) {
            findings.push_back(found(*rule.kind, subject,
                                     nameOf(exchange) + " reply " + quotedCulprit(*exchange.reply, rule.anomaly) + " " +
                                         std::string(rule.sentence)));
        }
    }
    return findings;
}

namespace {

/// A refused EHLO, the HELO behind it, and what follows from both.
std::vector<Finding> judgeFallback(const Exchange& ehlo, const Exchange& helo, const std::string& subject)
{
    if (helo.answeredClass(2)) {
        auto finding = found(smtpFindings.ehloUnsupported, subject,
                             nameOf(ehlo) + " answered " + ehlo.reply->quoted() + "; HELO is accepted");
        finding.headline = nameOf(ehlo) + " " + ehlo.reply->shown() + "; HELO is accepted";
        return {finding};
    }
    std::vector<Finding> findings{judgeUnwantedReply(ehlo, subject)};
    if (helo.reply) {
        findings.push_back(judgeUnwantedReply(helo, subject));
    } else if (helo.failure) { // a server that hangs up on whom it refuses: the words are what counts
        findings.back().message += "; then " + nameOf(helo) + ": " + helo.failure->detail;
        findings.back().headline += "; then " + helo.failure->detail;
    }
    return findings;
}

/// What came unasked: the answer before it was one of two, and all that would follow belongs to the command before.
/// `next` was not sent; null: it was QUIT.
Finding judgeSurplus(const SmtpVisit& visit, const Exchange* before, const Exchange* next)
{
    const auto surplus = visit.surplus.raw().empty() ? "something" : "\"" + visit.surplus.shown() + "\"";
    const bool answered = before != nullptr && before->reply && before->step != Step::Greeting;
    return found(
        smtpFindings.earlyData, visit.subject(),
        answered ? nameOf(*before) + " was answered " + before->reply->quoted() + ", and then unasked " + surplus
                 : "the server spoke before " + (next == nullptr ? "QUIT" : nameOf(*next)) + " was sent: " + surplus);
}

Finding judgeStepFailure(const Exchange& exchange, const SmtpVisit& visit, Status timeoutStatus)
{
    auto finding =
        judgeFailure(*exchange.failure, visit.subject(), nameOf(exchange), timeoutStatus, smtpFindings.protocolError);
    // TLS 1.3 refuses a client only once its own handshake is over.
    const bool refused = exchange.failure->kind == FailureKind::Tls && visit.tls;
    if (const auto remedy = refused ? remedyForClient(*visit.tls) : ""; !remedy.empty()) {
        finding.remedy = remedy;
    }
    return finding;
}

/// What an EHLO that was taken says wrongly.
std::vector<Finding> judgeOffer(const Exchange& ehlo, const SmtpVisit& visit)
{
    std::vector<Finding> findings;
    const auto name = ehlo.command.substr(std::min(ehlo.command.find(' ') + 1, ehlo.command.size()));
    const auto words = split(ehlo.reply->lines.front().raw(), ' ');
    // A monitoring host that is itself the mail server meets its own name.
    const bool itself = visit.ownName && visit.endpoint.address.isLoopback();
    const bool again = visit.at(Step::Ehlo) != &ehlo && visit.at(Step::Ehlo)->answered(250); // inside TLS
    if (!words.empty() && !itself && !again && equalIgnoringCase(words.front(), name)) {
        findings.push_back(found(smtpFindings.ehloNamesClient, visit.subject(),
                                 nameOf(ehlo) + " is answered with the client's own name, " + harmless(name, 80)));
    }
    for (const auto& [keyword, parameters] : Capabilities(*ehlo.reply).contradictions()) {
        findings.push_back(found(smtpFindings.capabilityContradiction, visit.subject(),
                                 nameOf(ehlo) + " offers " + keyword + " more than once: " + join(parameters, ", ") +
                                     (keyword == "SIZE" ? "; the least counts" : "")));
    }
    return findings;
}

/// No connection. On port 25 the trouble is often this side's: providers close it on the way out.
Finding judgeNoConnection(const SmtpVisit& visit, Status timeoutStatus)
{
    const auto& failure = *visit.connectFailure;
    auto finding = judgeFailure(failure, visit.subject(), "", timeoutStatus, smtpFindings.protocolError);
    if (visit.endpoint.port == 25 && failure.kind == FailureKind::Refused) {
        finding.remedy =
            "Start the mail server or make it listen on this address and port, if name and port are right; "
            "if it runs, look for a firewall that rejects, there or on the way out of here: many providers "
            "close outgoing port 25.";
    } else if (visit.endpoint.port == 25 && failure.kind == FailureKind::TimedOut) {
        finding.remedy =
            "Look for a firewall that drops, there or on the way out of here: many providers close outgoing "
            "port 25 (does another mail server answer?). Then see whether the host is up, and name and "
            "port are right; or raise --timeout.";
    }
    return finding;
}

} // namespace

std::vector<Finding> judgeVisit(const SmtpVisit& visit, Status timeoutStatus)
{
    const auto subject = visit.subject();
    if (visit.connectFailure) {
        return {judgeNoConnection(visit, timeoutStatus)};
    }
    std::vector<Finding> findings;
    const Exchange* before = nullptr;
    const Exchange* refusedEhlo = nullptr;
    const Exchange* unsent = nullptr;
    for (const auto& exchange : visit.exchanges) {
        const bool hello = exchange.step == Step::Ehlo || exchange.step == Step::Helo;
        if (exchange.step == Step::Helo && refusedEhlo != nullptr) {
            append(findings, judgeFallback(*refusedEhlo, exchange, subject));
            refusedEhlo = nullptr;
        } else if (exchange.earlyData) {
            unsent = &exchange;
            break;
        } else if (exchange.failure) {
            findings.push_back(judgeStepFailure(exchange, visit, timeoutStatus));
        } else if (exchange.step == Step::Ehlo && !exchange.answeredClass(2) && visit.at(Step::Helo) != nullptr) {
            refusedEhlo = &exchange;
        } else if (!isWanted(exchange)) {
            findings.push_back(judgeUnwantedReply(exchange, subject));
        }
        if (hello && !findings.empty() && wantsLhlo(visit)) {
            findings.back().remedy =
                "The server speaks LMTP on this port, which no mail from outside may come to: "
                "give --lmtp (check_smtp_banner, _tls and _send have it), or the port of its SMTP service.";
        }
        if (exchange.answeredClass(5) && saysLhlo(exchange)) {
            findings.back().remedy = "The server does not speak LMTP on this port, or not to this client: give the "
                                     "port of its LMTP service, or leave out --lmtp where it speaks SMTP.";
        }
        if (exchange.step == Step::Ehlo && exchange.answered(250)) {
            append(findings, judgeOffer(exchange, visit));
        }
        append(findings, judgeForm(exchange, subject));
        before = &exchange;
    }
    if (visit.farewell) {
        Exchange last;
        last.step = Step::Quit;
        last.reply = visit.farewell;
        findings.push_back(judgeUnwantedReply(last, subject));
        findings.back().message = "the server ended the session by itself with " + visit.farewell->quoted();
        findings.back().headline = "the server ended the session with " + visit.farewell->shown();
    }
    if (unsent != nullptr || !visit.surplus.raw().empty()) {
        findings.insert(findings.begin(), judgeSurplus(visit, before, unsent));
    }
    return findings;
}

} // namespace mpm
