// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/owed_replies.hpp"

#include "smtp/findings.hpp"
#include "survey/judge_visit.hpp"

namespace mpm::sending {

std::string OwedReplies::told() const
{
    return std::to_string(given) + " of " + std::to_string(owed) + " replies that LMTP owes after the message" +
           (last == nullptr ? "" : ", the last " + last->reply->quoted());
}

OwedReplies owedReplies(const Delivery& delivery)
{
    OwedReplies replies;
    for (const auto& recipient : delivery.recipients) {
        replies.owed += accepts(delivery.exchange(recipient.rcpt)) ? 1 : 0;
        const auto* exchange = recipient.message ? &delivery.exchange(*recipient.message) : nullptr;
        if (exchange != nullptr && isFarewell(*exchange)) {
            replies.farewell = exchange;
        } else if (exchange != nullptr && exchange->reply) {
            ++replies.given;
            replies.last = exchange;
        }
    }
    return replies;
}

bool isFarewell(const Exchange& exchange)
{
    return exchange.step == Step::Message && exchange.answered(221);
}

std::vector<Finding> judgeOwedReplies(const Delivery& delivery)
{
    const auto replies = owedReplies(delivery);
    if (replies.farewell == nullptr) {
        return {};
    }
    auto finding =
        found(smtpFindings.protocolError, delivery.visit.subject(),
              replies.told() + "; " + nameOf(*replies.farewell) + " was answered " + replies.farewell->reply->quoted());
    finding.remedy = "The LMTP server, or a proxy before it, gives one reply for all as SMTP does: whoever delivers "
                     "through it loses mail or sends it again and again. Use SMTP (without --lmtp) if it is an SMTP "
                     "server, else mend or update it.";
    finding.reference = "RFC 2033 4.2";
    return {finding};
}

} // namespace mpm::sending
