// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/transaction.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "submission/message.hpp"
#include "submission/queue_id.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace mpm::checkSmtpSend {
namespace {

/// What the message and its addresses ask of the server (RFC 1870, 6152, 6531, 3461).
class Envelope {
public:
    Envelope(const Plan& plan, const Capabilities& offered) : plan_(plan), offered_(offered)
    {
        const auto headerEnd = plan.message.find("\r\n\r\n");
        eightBit_ = !isAscii(plan.message);
        utf8Header_ = !isAscii(std::string_view(plan.message).substr(0, headerEnd));
        utf8Address_ = plan.from.needsUtf8() || std::any_of(plan.to.begin(), plan.to.end(),
                                                            [](const Mailbox& each) { return each.needsUtf8(); });
    }

    std::optional<Obstacle> obstacle() const
    {
        const auto missing = [](std::string sentence, std::string_view remedy) {
            return Obstacle{Obstacle::Kind::CapabilityMissing, std::move(sentence), remedy};
        };
        if (utf8Address_ && !offered_.has("SMTPUTF8")) {
            const auto addresses = beyondAscii();
            return missing((addresses.size() == 1 ? "the address " : "the addresses ") +
                               printable(join(addresses, ", "), 400) + (addresses.size() == 1 ? " is" : " are") +
                               " not ASCII, and the server does not offer SMTPUTF8",
                           "Enable SMTPUTF8 in the server (Postfix: smtputf8_enable), or use an address of ASCII "
                           "characters.");
        }
        if (eightBit_ && sendsMessage() && !offered_.has("8BITMIME")) {
            return missing("the message holds 8-bit octets, and the server does not offer 8BITMIME",
                           "Enable 8BITMIME in the server, or send a message of plain ASCII, encoded as "
                           "quoted-printable or base64.");
        }
        if (plan_.dsn.isAsked() && !offered_.has("DSN")) {
            return missing("delivery status notifications are asked for, and the server does not offer DSN",
                           "Enable DSN in the server (Postfix: look at smtpd_discard_ehlo_keywords), or leave out "
                           "--dsn-notify, --dsn-return and --dsn-envid.");
        }
        // Whoever expects something of MAIL or of a later step wants to hear the server itself.
        const auto limit = sizeLimit();
        if (limit && plan_.message.size() > *limit && sendsMessage() && !plan_.expectations.reachBeyond(Step::Auth)) {
            return Obstacle{Obstacle::Kind::MessageTooLarge, "the message has " + std::to_string(plan_.message.size()) +
                                                                 " octets, the server takes " + std::to_string(*limit)};
        }
        return std::nullopt;
    }

    std::string mailFrom() const
    {
        auto line = "MAIL FROM:<" + plan_.from.toString() + ">";
        if (offered_.has("SIZE") && !plan_.message.empty()) {
            line += " SIZE=" + std::to_string(plan_.message.size());
        }
        if (eightBit_ && offered_.has("8BITMIME")) {
            line += " BODY=8BITMIME";
        }
        if ((utf8Address_ || utf8Header_) && offered_.has("SMTPUTF8")) {
            line += " SMTPUTF8";
        }
        return line + plan_.dsn.mailParameters();
    }

    std::string rcptTo(const Mailbox& recipient) const
    {
        return "RCPT TO:<" + recipient.toString() + ">" + plan_.dsn.rcptParameters(recipient);
    }

private:
    /// The addresses that need it.
    std::vector<std::string> beyondAscii() const
    {
        std::vector<std::string> addresses;
        if (plan_.from.needsUtf8()) {
            addresses.push_back(plan_.from.toString());
        }
        for (const auto& recipient : plan_.to) {
            if (recipient.needsUtf8()) {
                addresses.push_back(recipient.toString());
            }
        }
        return addresses;
    }

    bool sendsMessage() const { return !plan_.stopAt; }

    /// RFC 1870 section 3: 0 and no number mean that there is no fixed limit.
    std::optional<std::size_t> sizeLimit() const
    {
        const auto* size = offered_.find("SIZE");
        std::size_t limit = 0;
        if (size != nullptr) {
            const auto& text = size->parameters;
            std::from_chars(text.data(), text.data() + text.size(), limit);
        }
        return limit == 0 ? std::nullopt : std::optional(limit);
    }

    const Plan& plan_;
    const Capabilities& offered_;
    bool eightBit_ = false;
    bool utf8Header_ = false;
    bool utf8Address_ = false;
};

class Transaction {
public:
    Transaction(SmtpSession& session, const Plan& plan, Delivery& delivery)
        : session_(session), plan_(plan), delivery_(delivery), envelope_(plan, session.capabilities())
    {
    }

    /// Leaves no transaction open, except after DATA where nothing but the end of the connection can stop it.
    void carryOut()
    {
        delivery_.obstacle = envelope_.obstacle();
        if (!delivery_.obstacle && sayAddresses()) {
            handOver();
        }
        const auto* mail = delivery_.visit.at(Step::Mail);
        if (!delivery_.messageBegun && mail != nullptr && accepts(*mail)) {
            keepFault(session_.reset(), delivery_);
        }
    }

private:
    /// Keeps the exchange; its place.
    std::size_t add(Exchange exchange)
    {
        delivery_.visit.exchanges.push_back(std::move(exchange));
        return delivery_.visit.exchanges.size() - 1;
    }

    bool goesOn(std::size_t place) const
    {
        const auto& exchange = delivery_.exchange(place);
        return accepts(exchange) && plan_.expectations.judge(exchange) != Expectations::Verdict::Failed;
    }

    void handOver()
    {
        if (plan_.chunks && session_.capabilities().has("CHUNKING") && !plan_.stopsAt(Step::Data)) {
            sendChunk();
        } else if (goesOn(add(session_.command(Step::Data, "DATA"))) && !plan_.stopsAt(Step::Data)) {
            sendData();
        }
    }

    bool sayAddresses()
    {
        const SessionCommand mail{Step::Mail, envelope_.mailFrom()};
        std::vector<SessionCommand> commands;
        for (const auto& recipient : plan_.to) {
            commands.push_back({Step::Rcpt, envelope_.rcptTo(recipient)});
        }
        std::vector<Exchange> answers;
        const bool alone = plan_.stopsAt(Step::Mail) || plan_.expectations.at(Step::Mail) != nullptr ||
                           !session_.capabilities().has("PIPELINING");
        if (alone) {
            if (!goesOn(add(session_.command(mail.step, mail.line))) || plan_.stopsAt(Step::Mail)) {
                return false;
            }
        } else {
            commands.insert(commands.begin(), mail);
        }
        answers = session_.group(commands);
        if (!answers.empty() && answers.front().step == Step::Mail) {
            const auto place = add(std::move(answers.front()));
            answers.erase(answers.begin());
            if (!goesOn(place)) {
                return false; // what came after it follows from it
            }
        }
        return takeRecipients(std::move(answers));
    }

    bool takeRecipients(std::vector<Exchange> answers)
    {
        bool asExpected = true;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto place = add(std::move(answers[i]));
            const auto& exchange = delivery_.exchange(place);
            delivery_.recipients.push_back({plan_.to[i].toString(), place, std::nullopt});
            if (accepts(exchange)) {
                accepted_.push_back(i);
            }
            asExpected = asExpected && (!accepts(exchange) || goesOn(place));
        }
        return asExpected && !accepted_.empty() && session_.usable() && !plan_.stopsAt(Step::Rcpt);
    }

    std::string shownMessage() const { return "(message of " + std::to_string(plan_.message.size()) + " octets)"; }

    void beginMessage()
    {
        delivery_.messageBegun = true;
        session_.takeAllTime();
    }

    void sendData()
    {
        beginMessage();
        takeFate(session_.octets(Step::Message, dotStuffed(plan_.message) + ".\r\n", shownMessage()));
    }

    /// All of it in one chunk (RFC 3030 section 2), which needs no dots.
    void sendChunk()
    {
        const auto command = "BDAT " + std::to_string(plan_.message.size()) + " LAST";
        beginMessage();
        takeFate(session_.octets(Step::Message, command + "\r\n" + plan_.message, command + " " + shownMessage()));
    }

    /// SMTP answers for all recipients at once, LMTP for each that it took (RFC 2033 section 4.2).
    void takeFate(Exchange first)
    {
        auto place = add(std::move(first));
        for (std::size_t i = 0; i < accepted_.size(); ++i) {
            auto& recipient = delivery_.recipients[accepted_[i]];
            if (i > 0 && plan_.protocol == Protocol::Lmtp) {
                if (!session_.connected()) {
                    return;
                }
                place = add(session_.owedReply(Step::Message, "message for " + recipient.address));
            }
            if (plan_.protocol == Protocol::Lmtp) {
                delivery_.visit.exchanges[place].command = "message for " + recipient.address;
            }
            recipient.message = place;
            const auto& reply = delivery_.exchange(place).reply;
            if (delivery_.queueId.empty() && reply && reply->codeClass() == 2) {
                delivery_.queueId = queueIdOf(*reply);
            }
        }
        if (plan_.protocol == Protocol::Lmtp) {
            session_.quitAndListen();
        }
    }

    SmtpSession& session_;
    const Plan& plan_;
    Delivery& delivery_;
    Envelope envelope_;
    std::vector<std::size_t> accepted_; ///< places in delivery_.recipients
};

} // namespace

void keepFault(std::optional<Exchange> reset, Delivery& delivery)
{
    if (reset && !reset->answeredClass(2) && !delivery.faultyReset) {
        delivery.faultyReset = std::move(reset);
    }
}

void transact(SmtpSession& session, const Plan& plan, Delivery& delivery)
{
    Transaction(session, plan, delivery).carryOut();
}

} // namespace mpm::checkSmtpSend
