// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/options.hpp"

#include "check/append.hpp"
#include "check/usage_error.hpp"
#include "cli/login_options.hpp"
#include "cli/sending_options.hpp"
#include "cli/smtp_options.hpp"
#include "cli/tls_options.hpp"
#include "sending/findings.hpp"

#include <array>

namespace mpm::checkSmtpSend {

using namespace sending;

namespace {

using namespace std::string_view_literals;

constexpr std::array examples{
    "check_smtp_send -H mx1.example.com --to postmaster@example.com"sv,
    "check_smtp_send -H mail.example.com -p 587 -S -U monitor --auth-password-file /etc/nagios/mail.secret -f monitor@example.com --to echo@example.net -w message=5"sv,
    "check_smtp_send -H mx1.example.com --to nobody-here@example.com --expect rcpt=550 --stop-at rcpt"sv,
    "check_smtp_send -H mx1.example.com --relay-test"sv,
    "check_smtp_send --mx example.com --to postmaster@example.com --stop-at rcpt"sv,
};

const std::vector<MetricSpec> metrics{
    {"time", "seconds of the whole run"},
    {"resolve", "seconds to find the hosts and their addresses"},
    {"connect", "seconds to connect; this and the following: of the address that answered for good, else of the first"},
    {"greeting", "seconds from there to the end of the greeting"},
    {"ehlo", "seconds for the replies to EHLO, before and inside TLS"},
    {"starttls", "seconds for the reply to STARTTLS", "starttls"},
    {"tls", "seconds for the TLS handshake", "starttls smtps"},
    {"auth", "seconds for the authentication", "auth-user"},
    {"mail", "seconds for the reply to MAIL FROM; what goes out in one group is measured from when that was sent"},
    {"rcpt", "seconds for the replies to RCPT TO, all together; a group counts once"},
    {"data", "seconds for the reply to DATA", {}, "relay-test"},
    {"message",
     "seconds from there, with --bdat from when it was sent, to the last reply to the message",
     {},
     "relay-test"},
};

std::vector<OptionSpec> specs()
{
    std::vector<OptionSpec> all{
        hostOption,
        {"mx", '\0', Arity::Once, "DOMAIN",
         "instead of -H: the domain's MX hosts, tried in their order as a sender does, until one has answered for good",
         ""},
        {"port", 'p', Arity::Once, "N", "port; default 25, 465 with --smtps, 24 with --lmtp", ""}};
    for (const auto& more : {messageOptions(), dialogueOptions(), tlsModeOptions(), loginOptions(),
                             needing(tlsTrustOptions(), "starttls smtps"), daneOptions()}) {
        append(all, more);
    }
    all.push_back(fqdnOption);
    all.push_back(quietOption);
    return all;
}

/// A step behind --stop-at is never taken, so that no threshold on its time would apply.
void refuseThresholdsBehind(Step last, const Thresholds& thresholds)
{
    constexpr std::array steps{
        std::pair{"ehlo", Step::Ehlo}, std::pair{"starttls", Step::StartTls}, std::pair{"tls", Step::StartTls},
        std::pair{"auth", Step::Auth}, std::pair{"mail", Step::Mail},         std::pair{"rcpt", Step::Rcpt},
        std::pair{"data", Step::Data}, std::pair{"message", Step::Message},
    };
    for (const auto& [metric, step] : steps) {
        if (step > last && thresholds.isGiven(metric)) {
            throw UsageError("a threshold on '" + std::string(metric) + "' never applies with this --stop-at");
        }
    }
}

} // namespace

PluginDescription description()
{
    return {.name = "check_smtp_send",
            .service = "SMTP SEND",
            .purpose = "Is a message, or a dialogue up to a chosen step, accepted, or refused as it must be?",
            .usage = "-H HOST --to ADDR [-f ADDR] [-S] [-U USER] [-w RANGE] [-c RANGE] [options]",
            .options = specs(),
            .findings = findingKinds(),
            .metrics = metrics,
            .examples = examples};
}

Options readOptions(const CommandLine& line, const CommonOptions& common)
{
    Options options;
    auto& plan = options.target.plan;
    plan = readPlan(line, common);
    options.draft = readDraft(line, plan);
    options.defaultSender = !line.has("from") && !plan.relayTest;
    auto& mail = options.target.mail;
    mail = readRelay(line, common, plan);
    options.policy.timeoutStatus = common.timeoutStatus;
    options.policy.parts = common.parts();
    plan.transcript = options.policy.parts.transcript;
    options.policy.byHand = byHandOf(plan, mail, common);
    if (plan.stopAt) {
        refuseThresholdsBehind(*plan.stopAt, common.thresholds);
    }
    return options;
}

} // namespace mpm::checkSmtpSend
