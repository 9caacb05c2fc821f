// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/relay_test.hpp"

#include "check/ascii.hpp"
#include "check_smtp_send/relay_answer.hpp"
#include "check_smtp_send/transaction.hpp"
#include "dns/name.hpp"

#include <algorithm>

namespace mpm::checkSmtpSend {
namespace {

/// The domain that the server gives itself in its greeting or EHLO reply, if it is one; else its address.
std::string ownDomain(const Delivery& delivery)
{
    for (const auto step : {Step::Ehlo, Step::Helo, Step::Greeting}) {
        const auto* exchange = delivery.visit.at(step);
        if (exchange == nullptr || !exchange->reply) {
            continue;
        }
        const auto words = split(exchange->reply->lines.front().raw(), ' ');
        const auto& word = words.empty() ? std::string() : words.front();
        const bool plain = word.size() <= 253 && isAlphanumeric(word, "-.");
        if (plain && word.find('.') != std::string::npos && word.front() != '.' && word.back() != '.') {
            return word;
        }
    }
    const auto& address = delivery.visit.endpoint.address;
    return (address.family() == Family::IPv6 ? "[IPv6:" : "[") + address.toString() + "]";
}

struct Addresses {
    Spoofed spoofed;
    std::string sender;
    std::string recipient;
};

/// Foreign senders and recipients in every dress that has ever opened a server.
std::vector<Addresses> relayAttempts(const Plan& plan, const std::string& own)
{
    const auto sender = plan.from.isNull() ? std::string("relay-test@example.org") : plan.from.toString();
    const auto user = plan.to.empty() ? std::string("relay-test") : plan.to.front().localPart();
    const auto domain =
        plan.to.empty() || plan.to.front().domain().empty() ? std::string("example.net") : plan.to.front().domain();
    const auto victim = user + "@" + domain;
    return {
        {Spoofed::None, sender, victim},
        {Spoofed::Sender, "", victim},
        {Spoofed::Sender, "postmaster@" + own, victim},
        {Spoofed::Recipient, sender, user + "%" + domain + "@" + own},
        {Spoofed::Recipient, sender, domain + "!" + user + "@" + own},
        {Spoofed::Recipient, sender, "\"" + victim + "\""},
        {Spoofed::Recipient, sender, "\"" + victim + "\"@" + own},
        {Spoofed::Recipient, sender, "@" + own + ":" + victim},
        {Spoofed::Recipient, sender, victim + "@" + own},
    };
}

} // namespace

void testRelay(SmtpSession& session, const Plan& plan, Delivery& delivery)
{
    const auto attempts = relayAttempts(plan, ownDomain(delivery));
    delivery.relayPlanned = attempts.size();
    auto& exchanges = delivery.visit.exchanges;
    for (const auto& [spoofed, sender, recipient] : attempts) {
        if (!session.usable()) {
            return;
        }
        auto& attempt = delivery.relayAttempts.emplace_back();
        attempt.spoofed = spoofed;
        // Where the stranger is refused as a sender, only one who is not lets RCPT be heard.
        const bool strangerRefused =
            delivery.relayAttempts.size() > 1 &&
            relayAnswer(delivery, delivery.relayAttempts.front()) == RelayAnswer::SenderRefused;
        attempt.sender = strangerRefused && spoofed == Spoofed::Recipient ? "" : sender;
        attempt.recipient = recipient;
        attempt.mail = exchanges.size();
        exchanges.push_back(session.command(Step::Mail, "MAIL FROM:<" + attempt.sender + ">"));
        if (!accepts(exchanges.back()) || !session.usable()) {
            continue; // no transaction was begun
        }
        attempt.rcpt = exchanges.size();
        exchanges.push_back(session.command(Step::Rcpt, "RCPT TO:<" + recipient + ">"));
        if (session.usable()) {
            keepFault(session.command(Step::Command, "RSET"), delivery);
        }
    }
}

} // namespace mpm::checkSmtpSend
