// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/judge_visit.hpp"

#include "catalogue/reply_catalogue.hpp"
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

/// The HELO that was said because the EHLO at this place was refused, or nothing.
const Exchange* fallback(const std::vector<Exchange>& exchanges, std::size_t place)
{
    const bool said =
        exchanges[place].step == Step::Ehlo && place + 1 < exchanges.size() && exchanges[place + 1].step == Step::Helo;
    return said ? &exchanges[place + 1] : nullptr;
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
    return exchange.step == Step::Command ? harmless(exchange.command, 80) : std::string(toString(exchange.step));
}

Finding judgeUnwantedReply(const Exchange& exchange, const std::string& subject)
{
    const auto& reply = *exchange.reply;
    const auto& kind = reply.codeClass() == 4   ? smtpFindings.reply4yz
                       : reply.codeClass() == 5 ? smtpFindings.reply5yz
                                                : smtpFindings.unexpectedReply;
    auto finding = found(kind, subject, nameOf(exchange) + " answered " + reply.quoted());
    finding.headline = nameOf(exchange) + " " + reply.shown();
    if (reply.codeClass() >= 4) {
        finding.remedy = remedyFor(reply, exchange.step);
    }
    return finding;
}

std::vector<Finding> judgeForm(const Exchange& exchange, const std::string& subject)
{
    std::vector<Finding> findings;
    if (exchange.earlyData) {
        findings.push_back(
            found(smtpFindings.earlyData, subject, "the server spoke before " + nameOf(exchange) + " was sent"));
    }
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

std::vector<Finding> judgeVisit(const SmtpVisit& visit, Status timeoutStatus)
{
    const auto subject = visit.subject();
    if (visit.connectFailure) {
        return {judgeFailure(*visit.connectFailure, subject, "", timeoutStatus, smtpFindings.protocolError)};
    }
    std::vector<Finding> findings;
    for (std::size_t place = 0; place < visit.exchanges.size(); ++place) {
        const auto& exchange = visit.exchanges[place];
        if (exchange.failure) {
            findings.push_back(
                judgeFailure(*exchange.failure, subject, nameOf(exchange), timeoutStatus, smtpFindings.protocolError));
            // TLS 1.3 refuses a client only once its own handshake is over.
            const bool refused = exchange.failure->kind == FailureKind::Tls && visit.tls;
            if (const auto remedy = refused ? remedyForClient(*visit.tls) : ""; !remedy.empty()) {
                findings.back().remedy = remedy;
            }
        } else if (const auto* helo = fallback(visit.exchanges, place); helo != nullptr && helo->answered(250)) {
            findings.push_back(
                found(smtpFindings.ehloUnsupported, subject,
                      nameOf(exchange) + " answered " + exchange.reply->quoted() + "; HELO is accepted"));
        } else if (helo != nullptr) {
            continue; // the answer to HELO says what became of it
        } else if (!isWanted(exchange)) {
            findings.push_back(judgeUnwantedReply(exchange, subject));
            if (exchange.step != Step::Greeting && wantsLhlo(visit)) {
                findings.back().remedy =
                    "The server speaks LMTP on this port, which no mail from outside may come to: "
                    "give --lmtp (check_smtp_banner, _tls and _send have it), or the port of its SMTP service.";
            }
        }
        for (auto& finding : judgeForm(exchange, subject)) {
            findings.push_back(std::move(finding));
        }
    }
    return findings;
}

} // namespace mpm
