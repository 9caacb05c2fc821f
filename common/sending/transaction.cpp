// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/transaction.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "submission/message.hpp"
#include "submission/queue_id.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace mpm::sending {
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

/// A chunk of this size at most goes along with the addresses: a larger one takes its time anyway, and would be sent
/// for nothing where they are refused.
constexpr std::size_t mostAlong = 64UL << 10U;

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
        } else if (owed_ && session_.usable()) {
            dropOwed();
        }
        const auto* mail = delivery_.visit.at(Step::Mail);
        if (!delivery_.messageBegun && !ended_ && mail != nullptr && accepts(*mail)) {
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

    /// Whether the message goes by BDAT.
    bool usesChunk() const
    {
        return plan_.chunks && session_.capabilities().has("CHUNKING") && !plan_.stopsAt(Step::Data);
    }

    /// All of it in one chunk (RFC 3030 section 2), which needs no dots.
    SessionCommand chunk() const
    {
        return {Step::Message, "BDAT " + std::to_string(plan_.message.size()) + " LAST", plan_.message, remark_};
    }

    /// What goes along with the addresses, as the last of their group (RFC 2920 section 3.1, RFC 3030 section 4.2).
    /// Nothing where whether it is said at all depends on more than one recipient's being taken.
    std::optional<SessionCommand> companion() const
    {
        const bool depends = plan_.stopAt || plan_.expectations.at(Step::Rcpt) != nullptr;
        if (depends || !session_.capabilities().has("PIPELINING") ||
            (usesChunk() && plan_.message.size() > mostAlong)) {
            return std::nullopt;
        }
        return usesChunk() ? chunk() : SessionCommand{Step::Data, "DATA"};
    }

    void handOver()
    {
        if (usesChunk()) {
            beginMessage();
            takeFate(owed_ ? chunkReply() : sendChunk());
            return;
        }
        auto answer = owed_ ? session_.groupReply(*owed_) : session_.command(Step::Data, "DATA");
        if (owed_ && answer.answeredClass(2)) {
            session_.noteOutOfStep(answer);
        }
        if (goesOn(add(std::move(answer))) && !plan_.stopsAt(Step::Data)) {
            sendData();
        }
    }

    /// A reply before it that was said twice would make another's of it, so it is believed once 221 to QUIT follows, or
    /// nothing. LMTP does so at the end of all its replies.
    Exchange chunkReply()
    {
        auto answer = session_.groupReply(*owed_);
        if (plan_.protocol == Protocol::Smtp && answer.answeredClass(2)) {
            session_.quitAndListen();
            if (!session_.surplus().raw().empty()) {
                answer.reply.reset();
                answer.earlyData = true;
                answer.failure = Failure{FailureKind::Protocol, "the server's replies are out of step"};
            }
        }
        return answer;
    }

    /// The reply to what went along with addresses that were refused follows from that and is nobody's finding.
    void dropOwed()
    {
        const auto answer = session_.groupReply(*owed_, Seconds(1));
        if (answer.step == Step::Message) {
            delivery_.messageBegun = answer.answeredClass(2) && oneTaken_;
        } else if (answer.answeredClass(3) && !oneTaken_) {
            session_.endEmptyMessage();
            ended_ = true;
        } // else somebody could get an empty message: nothing but the end of the connection can stop that
    }

    bool sayAddresses()
    {
        const SessionCommand mail{Step::Mail, envelope_.mailFrom()};
        std::vector<SessionCommand> commands;
        const bool alone = plan_.stopsAt(Step::Mail) || plan_.expectations.at(Step::Mail) != nullptr ||
                           !session_.capabilities().has("PIPELINING");
        if (alone) {
            if (!goesOn(add(session_.command(mail.step, mail.line))) || plan_.stopsAt(Step::Mail)) {
                return false;
            }
        } else {
            commands.push_back(mail);
        }
        for (const auto& recipient : plan_.to) {
            commands.push_back({Step::Rcpt, envelope_.rcptTo(recipient)});
        }
        const auto along = companion();
        auto answers = along ? sayWith(commands, *along) : session_.group(commands);
        if (!answers.empty() && answers.front().step == Step::Mail) {
            const auto place = add(std::move(answers.front()));
            answers.erase(answers.begin());
            if (!goesOn(place)) {
                return false; // what came after it follows from it
            }
        }
        return takeRecipients(std::move(answers));
    }

    /// The replies to the addresses; the one to what goes along with them is then owed.
    std::vector<Exchange> sayWith(const std::vector<SessionCommand>& addresses, const SessionCommand& along)
    {
        auto all = addresses;
        all.push_back(along);
        // With a chunk nothing is left to say, but where LMTP owes a reply for each recipient that it took.
        if (auto unsent = session_.sendGroup(all, along.step == Step::Message && plan_.protocol == Protocol::Smtp)) {
            return {std::move(*unsent)};
        }
        owed_ = along;
        std::vector<Exchange> answers;
        for (const auto& each : addresses) {
            answers.push_back(session_.groupReply(each));
            oneTaken_ = oneTaken_ || (each.step == Step::Rcpt && accepts(answers.back()));
            if (!session_.usable()) {
                // A server that says goodbye takes no more; whether one that is merely gone took the chunk, nobody
                // knows.
                const bool left = answers.back().reply && !session_.connected();
                delivery_.messageBegun = along.step == Step::Message && !left;
                break;
            }
        }
        return answers;
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

    void beginMessage()
    {
        delivery_.messageBegun = true;
        session_.takeAllTime();
    }

    void sendData()
    {
        beginMessage();
        takeFate(session_.octets(Step::Message, dotStuffed(plan_.message) + ".\r\n", remark_));
    }

    Exchange sendChunk()
    {
        const auto command = chunk();
        return session_.octets(Step::Message, command.line + "\r\n" + plan_.message, command.line + " " + remark_);
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
    std::string remark_ = "(message of " + std::to_string(plan_.message.size()) + " octets)";
    std::optional<SessionCommand> owed_; ///< went along with the addresses, and its reply has not been waited for
    bool oneTaken_ = false;              ///< of the recipients that it went along with
    bool ended_ = false;                 ///< the transaction, by the server's answer to an empty message
    std::vector<std::size_t> accepted_;  ///< places in delivery_.recipients
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

} // namespace mpm::sending
