// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sending_options.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "cli/given_files.hpp"
#include "cli/login_options.hpp"
#include "cli/smtp_options.hpp"
#include "cli/tls_options.hpp"
#include "submission/message_faults.hpp"

#include <algorithm>

namespace mpm::sending {
namespace {

constexpr std::size_t mostRecipients = 100; // RFC 5321 section 4.5.3.1.8: what every server must take

/// Reads a value with the option's name in front of whatever is wrong with it.
template <class Read>
auto named(std::string_view option, Read read)
{
    try {
        return read();
    } catch (const UsageError& error) {
        throw UsageError("--" + std::string(option) + ": " + error.what());
    }
}

std::optional<Step> readStopAt(const CommandLine& line)
{
    const auto word = line.value("stop-at");
    if (!word) {
        return std::nullopt;
    }
    const auto step = parseStep(*word);
    if (!step || *step == Step::Message) {
        throw UsageError("--stop-at: '" + printable(*word) +
                         "' is not one of connect, ehlo, starttls, auth, mail, rcpt, data");
    }
    return step;
}

/// One with a domain, as strangers must give it (RFC 5321 section 4.1.1.3), but for postmaster, the null sender, and
/// the users that an LMTP server knows by name alone.
Mailbox readMailbox(const CommandLine& line, const std::string& option, const std::string& text)
{
    auto mailbox = named(option, [&] { return Mailbox::parse(text); });
    const bool local = mailbox.domain().empty() && !mailbox.isNull() && !line.has("lmtp") &&
                       !equalIgnoringCase(mailbox.localPart(), "postmaster");
    if (local) {
        throw UsageError("--" + option + ": '" + printable(text) + "' has no domain; give user@example.com");
    }
    return mailbox;
}

std::vector<Mailbox> readRecipients(const CommandLine& line)
{
    std::vector<Mailbox> recipients;
    for (const auto& text : line.all("to")) {
        const auto mailbox = readMailbox(line, "to", text);
        if (mailbox.isNull()) {
            throw UsageError("--to: '" + printable(text) + "' is no recipient");
        }
        const bool again = std::any_of(recipients.begin(), recipients.end(), [&](const Mailbox& each) {
            return each.localPart() == mailbox.localPart() && equalIgnoringCase(each.domain(), mailbox.domain());
        });
        if (again) {
            throw UsageError("--to: '" + printable(text) + "' is given twice");
        }
        recipients.push_back(mailbox);
    }
    return recipients;
}

void checkTogether(const CommandLine& line, const Plan& plan)
{
    const auto exclude = [&](const std::string& one, const std::vector<std::string>& others) {
        const auto other = std::find_if(others.begin(), others.end(), [&](const auto& each) { return line.has(each); });
        if (line.has(one) && other != others.end()) {
            throw UsageError("--" + one + " and --" + *other + " exclude each other");
        }
    };
    exclude("relay-test", {"stop-at", "expect", "message-file", "subject", "body", "header", "auth-user", "lmtp",
                           "bdat", "dsn-notify", "dsn-return", "dsn-envid"});
    if (plan.relayTest && plan.to.size() > 1) {
        throw UsageError("--relay-test takes one --to, the stranger to relay to; '" + printable(plan.to[1].toString()) +
                         "' is another");
    }
    const auto* data = plan.expectations.at(Step::Data);
    if (plan.chunks && data != nullptr && data != plan.expectations.at(Step::Message)) {
        throw UsageError("--expect data=" + data->shown() +
                         " and --bdat exclude each other: BDAT takes the place of DATA; expect it of message");
    }
    exclude("message-file", {"subject", "body", "header"});
    const auto& expected = plan.expectations;
    const auto last = expected.last();
    if (plan.stopAt && last && *last > *plan.stopAt) {
        throw UsageError("--expect speaks of a step behind the one of --stop-at");
    }
    if (!plan.login && (plan.stopsAt(Step::Auth) || expected.at(Step::Auth) != nullptr)) {
        throw UsageError("the step auth needs --auth-user");
    }
    const bool startTls = plan.tls && plan.tls->mode == TlsMode::StartTls;
    if (!startTls && (plan.stopsAt(Step::StartTls) || expected.at(Step::StartTls) != nullptr)) {
        throw UsageError("the step starttls needs --starttls");
    }
}

/// Whether the dialogue can come to RCPT at all.
bool comesToRcpt(const Plan& plan)
{
    if (plan.relayTest || (plan.stopAt && *plan.stopAt < Step::Rcpt)) {
        return false;
    }
    const auto steps = {Step::Greeting, Step::Ehlo, Step::StartTls, Step::Auth, Step::Mail};
    const bool endsBefore = std::any_of(steps.begin(), steps.end(), [&](Step step) {
        return plan.expectations.at(step) != nullptr && plan.expectations.at(step)->areRefusals();
    });
    return !endsBefore || plan.expectations.reachBeyond(Step::Mail);
}

} // namespace

std::vector<OptionSpec> messageOptions()
{
    return {
        {"from", 'f', Arity::Once, "ADDR",
         "the sender of envelope and message; '' is the null sender; default: monitoring@ this machine", ""},
        {"to", '\0', Arity::Repeated, "ADDR", "a recipient; each once", ""},
        {"subject", '\0', Arity::Once, "TEXT", "the message's subject", ""},
        {"body", '\0', Arity::Once, "TEXT", "the message's text", ""},
        {"header", '\0', Arity::Repeated, "'NAME: VALUE'",
         "a header field of the message; in place of the one of that name, if there is one", ""},
        {"message-file", '\0', Arity::Once, "FILE", "send this file, header included, as it is", ""},
        oneOf({"dsn-notify", '\0', Arity::Once, "LIST",
               "when to send delivery status notifications: never, or of success, failure, delay", ""},
              "never success failure delay"),
        oneOf({"dsn-return", '\0', Arity::Once, "full|hdrs", "how much of the message they bring back", ""},
              "full hdrs"),
        {"dsn-envid", '\0', Arity::Once, "ID", "the envelope ID that they name", ""},
    };
}

std::vector<OptionSpec> dialogueOptions()
{
    return {
        oneOf({"stop-at", '\0', Arity::Once, "STEP",
               "leave after connect, ehlo, starttls, auth, mail, rcpt or data; nothing is sent then", ""},
              "connect ehlo starttls auth mail rcpt data"),
        oneOf({"expect", '\0', Arity::Repeated, "STEP=CODES",
               "the reply that STEP (connect to data, or message) must get: codes (550,554) or a class (5yz); a "
               "refusal that was expected is OK, an acceptance in its place CRITICAL",
               ""},
              "connect ehlo starttls auth mail rcpt data message"),
        {"relay-test", '\0', Arity::Flag, "",
         "try to relay from strangers to strangers in every known way; each must be refused, and none comes to DATA",
         ""},
        {"bdat", '\0', Arity::Flag, "", "send the message by BDAT where CHUNKING is offered", ""},
        {"lmtp", 'L', Arity::Flag, "", "speak LMTP; the port is 24 unless given", ""},
    };
}

Plan readPlan(const CommandLine& line, const CommonOptions& common)
{
    Plan plan;
    plan.protocol = line.has("lmtp") ? Protocol::Lmtp : Protocol::Smtp;
    plan.clientName = readFqdn(line);
    plan.stopAt = readStopAt(line);
    for (const auto& text : line.all("expect")) {
        plan.expectations.add(text);
    }
    plan.tlsPolicy = readTlsPolicy(line, common);
    auto request = readTlsRequest(line);
    request.least = std::min(request.least, plan.tlsPolicy.least); // a session too old for the user is told as that
    if (const auto mode = readTlsMode(line)) {
        plan.tls = TlsPlan{.mode = *mode, .request = request, .smuggled = ""};
    }
    plan.login = readLogin(line);
    plan.relayTest = line.has("relay-test");
    plan.chunks = line.has("bdat");
    if (const auto from = line.value("from")) {
        plan.from = readMailbox(line, "from", *from);
    }
    plan.to = readRecipients(line);
    if (plan.to.size() > mostRecipients) {
        throw UsageError("--to is given " + std::to_string(plan.to.size()) + " times; at most " +
                         std::to_string(mostRecipients) + " recipients are tried");
    }
    if (const auto list = line.value("dsn-notify")) {
        plan.dsn.notify = DsnRequest::parseNotify(*list);
    }
    if (const auto word = line.value("dsn-return")) {
        plan.dsn.returned = DsnRequest::parseReturned(*word);
    }
    if (const auto id = line.value("dsn-envid")) {
        plan.dsn.envelopeId = DsnRequest::parseEnvelopeId(*id);
    }
    checkTogether(line, plan);
    if (const auto file = line.value("message-file")) {
        const auto content = messageFrom(*file);
        plan.message = onTheWire(content);
        plan.messageFaults = messageFaults(content);
        plan.messageFromFile = true;
    }
    if (plan.to.empty() && comesToRcpt(plan)) {
        throw UsageError("no recipient given; use --to ADDR, or --stop-at to leave before");
    }
    return plan;
}

MailTarget readRelay(const CommandLine& line, const CommonOptions& common, Plan& plan)
{
    auto mail = readMailTarget(line, common);
    if (mail.domain && plan.protocol == Protocol::Lmtp) {
        throw UsageError("--lmtp and --mx exclude each other: MX hosts speak SMTP");
    }
    const auto dane = readDane(line, mail.host);
    if (plan.tls) {
        plan.tls->request.tlsa = dane.given;
    } else {
        refuseDaneWithoutTls(line);
    }
    mail.dane = dane.wanted;
    mail.trust = dane.trust;
    mail.port = readPort(line, plan.protocol == Protocol::Lmtp ? 24 : smtpPort(line));
    return mail;
}

ByHand byHandOf(const Plan& plan, const MailTarget& mail, const CommonOptions& common)
{
    ByHand how{.resolvers = common.network.resolvers,
               .port = mail.port,
               .protocol = plan.protocol,
               .tls = plan.tls ? std::optional(plan.tls->mode) : std::nullopt,
               .clientName = plan.clientName,
               .caFile = plan.tls ? plan.tls->request.anchors.file : "",
               .user = plan.login ? plan.login->credentials.user : "",
               .sender = plan.from.toString(),
               .recipients = {}};
    for (const auto& recipient : plan.to) {
        how.recipients.push_back(recipient.toString());
    }
    return how;
}

MessageDraft readDraft(const CommandLine& line, const Plan& plan)
{
    MessageDraft draft;
    draft.from = plan.from;
    draft.to = plan.to;
    draft.subject = line.value("subject").value_or("Test message from check_smtp_send");
    draft.body =
        line.value("body").value_or("This message was sent by check_smtp_send to see whether mail gets through.\n"
                                    "Nobody needs to read it; it may be deleted.\n");
    if (line.has("subject")) {
        named("subject", [&] { return HeaderField::parse("Subject: " + draft.subject); });
    }
    for (const auto& text : line.all("header")) {
        draft.fields.push_back(named("header", [&] { return HeaderField::parse(text); }));
        const auto& field = draft.fields.back();
        if (field.body.empty() && (equalIgnoringCase(field.name, "From") || equalIgnoringCase(field.name, "Date"))) {
            throw UsageError("--header: '" + printable(text) + "' is empty, and no message may be without one");
        }
    }
    return draft;
}

} // namespace mpm::sending
