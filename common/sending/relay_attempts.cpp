// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/relay_attempts.hpp"

#include "check/ascii.hpp"

namespace mpm::sending {
namespace {

std::string ownDomain(const SmtpVisit& visit)
{
    for (const auto step : {Step::Ehlo, Step::Helo, Step::Greeting}) {
        const auto* exchange = visit.at(step);
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
    const auto& address = visit.endpoint.address;
    return (address.family() == Family::IPv6 ? "[IPv6:" : "[") + address.toString() + "]";
}

} // namespace

std::vector<RelayEnvelope> relayEnvelopes(const Plan& plan, const SmtpVisit& visit)
{
    const auto own = ownDomain(visit);
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

} // namespace mpm::sending
