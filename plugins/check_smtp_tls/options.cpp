// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/options.hpp"

#include "check/append.hpp"
#include "check/usage_error.hpp"
#include "check_smtp_tls/findings.hpp"
#include "cli/smtp_options.hpp"
#include "cli/tls_options.hpp"

#include <array>
#include <utility>

namespace mpm::checkSmtpTls {
namespace {

using namespace std::string_view_literals;

constexpr std::array examples{
    "check_smtp_tls -H mail.example.com"sv,
    "check_smtp_tls --mx example.com -D 30,10"sv,
    "check_smtp_tls -H mail.example.com --smtps --verify-name smtp.example.com --min-tls 1.3"sv,
    "check_smtp_tls -H mail.example.com --dane --check-injection"sv,
    "check_smtp_tls -H mail.example.com --mta-sts example.com"sv,
};

const std::vector<MetricSpec> metrics{
    {"time", "seconds of the whole run"},
    {"resolve", "seconds to find the addresses"},
    {"connect", "seconds to connect, the slowest address"},
    {"greeting", "seconds to the end of the greeting, the slowest address"},
    {"ehlo", "seconds to the end of the replies to EHLO, before and inside TLS, the slowest address"},
    {"starttls", "seconds to the end of the reply to STARTTLS, the slowest address", {}, "smtps"},
    {"tls", "seconds of the handshake, the slowest address"},
    {"cert_days", "days that the certificates are valid for, the least; negative once one has expired"},
};

std::vector<OptionSpec> specs()
{
    std::vector<OptionSpec> all{hostOption, mxOption, portOption};
    const std::vector<OptionSpec> own{
        {"mta-sts", '\0', Arity::Once, "DOMAIN",
         "DOMAIN must have an MTA-STS policy, and the hosts must be as it demands", ""},
        {"check-injection", '\0', Arity::Flag, "",
         "try whether plain text sent behind STARTTLS gets into the session (CVE-2011-0411)", ""},
        {"both-certificates", '\0', Arity::Flag, "",
         "visit twice, for the certificate with an RSA key and for that with an ECDSA key, and judge each; on by "
         "itself "
         "when TLSA records name more than one key",
         ""},
        {"check-old-tls", '\0', Arity::Flag, "", "try whether versions below --min-tls are still accepted", ""},
        {"lmtp", 'L', Arity::Flag, "", "speak LMTP: LHLO instead of EHLO", ""},
        fqdnOption,
        quietOption,
    };
    for (const auto& more : {tlsModeOptions(), tlsTrustOptions(), daneOptions(), own}) {
        append(all, more);
    }
    return all;
}

} // namespace

PluginDescription description()
{
    return {.name = "check_smtp_tls",
            .service = "SMTP TLS",
            .purpose = "Would every kind of sender get a trusted TLS session?",
            .usage = "-H HOST | --mx DOMAIN [-p PORT] [-S | --smtps] [-D DAYS,DAYS] [options]",
            .options = specs(),
            .findings = findingKinds(),
            .metrics = metrics,
            .examples = examples};
}

Options readOptions(const CommandLine& line, const CommonOptions& common)
{
    Options options;
    auto& target = options.target;
    auto& plan = target.survey;
    plan.target = readMailTarget(line, common);
    plan = readTlsOfSurvey(line, readTlsMode(line).value_or(TlsMode::StartTls), std::move(plan));
    options.policy.tls = readTlsPolicy(line, common);
    const bool implicit = plan.visit.tls->mode == TlsMode::Implicit;
    plan.target.port = readPort(line, smtpPort(line));
    plan.visit.protocol = line.has("lmtp") ? Protocol::Lmtp : Protocol::Smtp;
    plan.visit.clientName = readFqdn(line);
    target.bothCertificates = line.has("both-certificates");
    target.injection = line.has("check-injection");
    if (target.injection && implicit) {
        throw UsageError("--check-injection is about STARTTLS; it does not go with --smtps");
    }
    options.policy.daneWanted = plan.target.dane;
    plan.target.dane = plan.target.dane || plan.target.domain.has_value(); // DANE senders don't wait for the option
    target.stsDomain = plan.target.domain;
    if (const auto domain = line.value("mta-sts")) {
        target.stsDomain = readMailDomain("mta-sts", *domain);
        options.policy.sts = StsDemand::Required;
    }
    if (line.has("check-old-tls")) {
        if (below(options.policy.tls.least) == TlsVersion::None) {
            throw UsageError("--check-old-tls: there is nothing below --min-tls 1.0 to check for");
        }
        target.oldest = options.policy.tls.least;
    }
    options.policy.byHand = byHand(plan, common);
    options.policy.parts = common.parts();
    plan.visit.transcript = options.policy.parts.transcript;
    return options;
}

} // namespace mpm::checkSmtpTls
