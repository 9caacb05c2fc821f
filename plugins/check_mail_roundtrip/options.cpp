// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/options.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/decimals.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_mail_roundtrip/findings.hpp"
#include "check_mail_roundtrip/options_mailbox.hpp"
#include "cli/login_options.hpp"
#include "cli/sending_options.hpp"
#include "cli/smtp_options.hpp"
#include "cli/tls_options.hpp"
#include "sending/findings.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace mpm::checkMailRoundtrip {
namespace {

using namespace std::string_view_literals;

constexpr long largestMessage = 10L * 1024 * 1024;

constexpr std::array examples{
    "check_mail_roundtrip -H mx1.example.com --to echo@example.com --mailbox imaps://echo@mail.example.com/ --mailbox-password-file /etc/nagios/echo.secret"sv,
    "check_mail_roundtrip -H mail.example.com -p 587 -S -U monitor --auth-password-file /etc/nagios/mail.secret --to echo@example.net --mailbox imaps://echo@mail.example.net/ --mailbox-password-file /etc/nagios/echo.secret --state-file /var/lib/nagios/echo.state -w delivery=300"sv,
    "check_mail_roundtrip -H localhost --to echo@example.com --mailbox maildir:/var/mail/echo --authserv-id mx1.example.com"sv,
    "check_mail_roundtrip --mx example.com -f monitor@example.org --to echo@example.com --mailbox pop3s://monitor@mail.example.org/ --mailbox-password-file /etc/nagios/monitor.secret --answered"sv,
};

const std::vector<MetricSpec> metrics{
    {"time", "seconds of the whole run"},
    {"send", "seconds from the first connection until the server took the message"},
    {"delivery", "seconds from then until it arrived: by the mailbox, or by the topmost server that wrote a time"},
    {"hops", "servers on the way, by their Received lines"},
    {"slowest_hop", "seconds that the slowest of them took"},
    {"login", "seconds from the connection to the mailbox to the end of the login; of several the slowest"},
    {"pending", "messages that are under way", "state-file"},
    {"lost", "messages that are overdue", "state-file"},
};

void drop(std::vector<OptionSpec>& options, std::string_view names)
{
    std::erase_if(options, [&](const OptionSpec& option) {
        return (" " + std::string(names) + " ").find(" " + std::string(option.name) + " ") != std::string::npos;
    });
}

std::vector<OptionSpec> roundtripOptions()
{
    return {
        {"poll",
         '\0',
         Arity::Once,
         "SECONDS",
         "look again after so long, decimals allowed; default 2",
         "",
         false,
         {},
         "state-file"},
        {"size", '\0', Arity::Once, "OCTETS", "pad the message to so many octets", ""},
        {"state-file", '\0', Arity::Once, "FILE",
         "do not wait: look for what earlier runs sent, keep in FILE what is under way, send the next", ""},
        {"lost-after", '\0', Arity::Once, "SECONDS", "a message that is not there by then is lost; default 3600", "",
         false, "state-file"},
        {"answered", '\0', Arity::Flag, "", "an automatic answer to the message must come back to the mailbox", ""},
        {"authserv-id", '\0', Arity::Once, "NAME",
         "judge the Authentication-Results of this server (RFC 8601), and of no other", ""},
        {"keep", '\0', Arity::Flag, "",
         "leave messages in the mailbox; otherwise the check's own, and answers and bounces to them, are deleted", ""},
    };
}

std::vector<OptionSpec> specs()
{
    std::vector<OptionSpec> all{
        hostOption,
        {"mx", '\0', Arity::Once, "DOMAIN",
         "instead of -H: the domain's MX hosts, tried in their order as a sender does, until one has answered for good",
         ""},
        {"port", 'p', Arity::Once, "N",
         "port of the server that takes the message; default 25, 465 with --smtps, 24 with --lmtp", ""}};
    auto message = sending::messageOptions();
    drop(message, "message-file");
    for (auto& option : message) {
        if (option.name == "header") {
            option.help = "a header field of the message, but none of those that the check makes itself";
        }
    }
    auto dialogue = sending::dialogueOptions();
    drop(dialogue, "stop-at expect relay-test");
    auto login = loginOptions();
    for (auto& option : login) {
        option.needs = option.name == "auth-allow-clear" ? std::string_view() : option.needs; // for the mailbox as well
    }
    for (const auto& more : {mailboxOptions(), roundtripOptions(), message, dialogue, tlsModeOptions(), login,
                             tlsTrustOptions(), daneOptions()}) {
        append(all, more);
    }
    all.push_back(fqdnOption);
    return all;
}

std::vector<FindingKind> findingKinds()
{
    auto kinds = kindsOf(ownFindings);
    for (const auto& kind : sending::findingKinds()) {
        const auto& own = sending::ownFindings;
        const bool neverHere = kind.id == own.asExpected.id || kind.id == own.expectationFailed.id ||
                               kind.id == own.messageMalformed.id || kind.id.starts_with("relay-") ||
                               kind.id == "open-relay";
        if (!neverHere) {
            kinds.push_back(kind);
        }
    }
    return kinds;
}

double readSeconds(const CommandLine& line, const std::string& option, double least, double otherwise)
{
    const auto text = line.value(option);
    const auto seconds = text ? parseDecimal(*text) : std::optional(otherwise);
    if (!seconds || *seconds < least || *seconds > 31 * 86400.0) {
        throw UsageError("--" + option + ": '" + printable(text.value_or("")) + "' is not a number of seconds from " +
                         formatNumber(least) + " to 2678400");
    }
    return *seconds;
}

/// Absolute, for it is part of what tells this check's messages from another's.
std::string readStateFile(const CommandLine& line)
{
    const auto file = line.value("state-file");
    if (!file) {
        return {};
    }
    std::error_code error;
    const auto path = std::filesystem::absolute(*file, error).lexically_normal();
    if (file->empty() || error || !path.has_filename() || file->find('\0') != std::string::npos) {
        throw UsageError("--state-file: '" + printable(*file) + "' can't be a file");
    }
    return path.string();
}

/// The server that takes the message, and how.
void readSending(const CommandLine& line, const CommonOptions& common, Options& options)
{
    auto& sending = options.target.sending;
    auto& plan = sending.plan;
    if (!line.has("to")) {
        throw UsageError("no recipient given; use --to ADDR");
    }
    plan = sending::readPlan(line, common);
    auto& mail = sending.mail;
    mail = sending::readRelay(line, common, plan);
    plan.transcript = common.parts().transcript;
    const auto draft = sending::readDraft(line, plan);
    auto& message = options.target.context.plan;
    message.from = plan.from;
    message.to = plan.to;
    message.subject = line.value("subject").value_or("Test message from check_mail_roundtrip");
    message.body = line.value("body").value_or("");
    message.fields = draft.fields;
    for (const auto& field : message.fields) {
        if (isNeededHere(field.name)) {
            throw UsageError("--header: '" + printable(field.name) + "' is made by the check itself" +
                             (equalIgnoringCase(field.name, "Subject") ? "; use --subject" : ""));
        }
    }
    message.asksForAnswer = line.has("answered");
    if (message.asksForAnswer && line.value("from") == "") {
        throw UsageError("--answered: nobody answers the null sender; use --from ADDR");
    }
    message.size = static_cast<std::size_t>(line.number("size", 0, largestMessage).value_or(0));
    options.defaultSender = !line.has("from");
    options.policy.sending = {.timeoutStatus = common.timeoutStatus,
                              .plan = plan,
                              .byHand = sending::byHandOf(plan, mail, common),
                              .parts = common.parts()};
}

} // namespace

PluginDescription description()
{
    return {.name = "check_mail_roundtrip",
            .service = "MAIL ROUNDTRIP",
            .purpose =
                "Does a message that is sent arrive in its mailbox: how soon, once, unharmed, believed, not in the "
                "spam folder, and is it answered?",
            .usage = "-H HOST --to ADDR --mailbox URL [--mailbox-password-file FILE] [--state-file FILE] [options]",
            .options = specs(),
            .findings = findingKinds(),
            .metrics = metrics,
            .waitsForMail = true,
            .examples = examples};
}

Options readOptions(const CommandLine& line, const CommonOptions& common)
{
    Options options;
    readSending(line, common, options);
    auto& target = options.target;
    auto& policy = options.policy;
    policy.mailboxTls = readTlsPolicy(line, common);
    target.mailboxes = readMailboxes(line, common, policy.mailboxTls);
    for (auto& mailbox : target.mailboxes) {
        mailbox.mostBody += 2 * target.context.plan.size; // as much again for what is done to it on the way
    }
    target.poll = Seconds(readSeconds(line, "poll", 0.1, 2));
    target.stateFile = readStateFile(line);
    target.keep = line.has("keep");
    auto& context = target.context;
    context.authservId = line.value("authserv-id").value_or("");
    if (line.has("authserv-id") && trim(context.authservId).empty()) {
        throw UsageError("--authserv-id wants the name that the server writes into Authentication-Results");
    }
    context.mailboxes = target.mailboxes.size();
    context.lostAfter = Duration(readSeconds(line, "lost-after", 1, 3600));
    context.forgottenAfter = std::max(context.lostAfter, Duration(3600));
    policy.timeoutStatus = common.timeoutStatus;
    policy.parts = common.parts();
    return options;
}

} // namespace mpm::checkMailRoundtrip
