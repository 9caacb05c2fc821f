// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/suggestion.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace mpm {
namespace {

/// An option of another plugin, and what does the same here.
struct Habit {
    std::string_view options; ///< its spellings, blank-separated
    std::string_view checks;  ///< of ours that it may be given to, blank-separated
    std::string_view instead;
};

constexpr std::array habits{
    Habit{
        "-P --authpass --password --auth-password", "check_smtp_send check_mail_roundtrip",
        "passwords are no arguments here: use --auth-password-file FILE, the environment variable CHECK_SMTP_PASSWORD, "
        "or auth-password in an --extra-opts file"},
    Habit{"-P", "check_smtp_tls",
          "for a protocol use --starttls (the default) or --smtps; check_smtp_send logs in, the password by "
          "--auth-password-file FILE"},
    Habit{"-A", "check_smtp_tls",
          "what check_ssl_cert accepts by -A is told and not judged with --no-verify; check_smtp_send logs in: -U USER "
          "-A MECHANISM, the password by --auth-password-file FILE"},
    Habit{"-C", "check_smtp_tls",
          "a client certificate is --client-cert FILE; check_smtp_banner sends commands: -C CMD -R REPLY"},
    Habit{"-K", "check_smtp_tls", "use --client-key FILE"},
    Habit{"--server", "check_smtp_banner check_smtp_tls check_smtp_send", "use --host NAME and --port N"},
    Habit{"--helo --ehlo", "check_smtp_banner check_smtp_tls check_smtp_send check_mx", "use --fqdn NAME"},
    Habit{"--auth --auth-optional", "check_smtp_send", "use -A MECHANISM with -U USER"},
    Habit{"--smtptls --tls-on-connect --tls", "check_smtp_banner check_smtp_tls check_smtp_send",
          "use --starttls, or --smtps for port 465"},
    Habit{"--quit-after --quit", "check_smtp_send", "use --stop-at STEP"},
    Habit{"-P --authpass --password -U --authuser --username -A --authtype",
          "check_smtp_banner check_smtp_tls check_mx",
          "check_smtp_send logs in: -U USER -A MECHANISM, the password by --auth-password-file FILE"},
    Habit{"-f --from --mailfrom --to --mailto", "check_smtp_banner check_smtp_tls check_mx",
          "check_smtp_send says MAIL FROM and RCPT TO: -f ADDR --to ADDR"},
    Habit{"--mailto", "check_smtp_send", "use --to ADDR"},
    Habit{"--mailfrom", "check_smtp_send", "use --from ADDR"},
    Habit{"--username", "check_smtp_send", "use --auth-user USER"},
    Habit{"-e --expect -C --command -R --response", "check_smtp_tls check_mx",
          "check_smtp_banner looks at greetings and replies: -e TEXT, -C CMD -R REPLY"},
    Habit{"-D --certificate --days", "check_mx check_smtp_send check_dns_delegation check_mail_auth",
          "check_smtp_tls --mx DOMAIN judges certificates: -D DAYS,DAYS"},
    Habit{"--rootcert -r --rootcert-file", "check_smtp_tls check_smtp_banner check_smtp_send", "use --ca-file FILE"},
    Habit{"--rootcert-dir", "check_smtp_tls check_smtp_banner check_smtp_send", "use --ca-path DIR"},
    Habit{"-n --cn --common-name", "check_smtp_tls check_smtp_banner check_smtp_send", "use --verify-name NAME"},
    Habit{"--noauth --ignore-sig-alg --selfsigned", "check_smtp_tls check_smtp_banner check_smtp_send",
          "use --no-verify, or name the authority by --ca-file FILE"},
    Habit{"--protocol", "check_smtp_tls", "use --starttls (the default) or --smtps, and -p PORT"},
    Habit{"-l --query_address --lookup", "check_mx check_dns_delegation check_mail_auth", "use -d DOMAIN"},
    Habit{"-a --expected-address --expected_address", "check_mx", "use --expect-mx LIST"},
    Habit{"-T --record_type --querytype", "check_mx",
          "this check asks for MX; check_dns_delegation asks for NS, SOA and DS, check_mail_auth for SPF, DKIM and "
          "DMARC"},
    Habit{"-s --server", "check_mx", "use --resolver ADDR for a DNS server, --dnsbl LIST for blocklists"},
    Habit{"-s --server", "check_dns_delegation", "use --resolver ADDR"},
    Habit{"--server", "check_mail_auth", "use --resolver ADDR"},
    Habit{"-p --port", "check_dns_delegation", "name servers are asked at port 53; --dns-port N is for test beds"},
    Habit{"-N --nameservers", "check_dns_delegation", "use --expect-ns LIST"},
    Habit{"-n --nameserver --nameservers", "check_mail_auth", "use --resolver ADDR"},
    Habit{"-p --port", "check_mail_auth",
          "no mail server is asked here; use --resolver ADDR:PORT for another DNS server"},
    Habit{"-s --dkim-selector --dkim --dkim-selectors -S", "check_mail_auth", "use --selector NAME"},
    Habit{"-i --ip --ip-address --ip4 --ip6", "check_mail_auth", "use --sender ADDR"},
    Habit{"-f --from --mailfrom --identity", "check_mail_auth", "use --mail-from ADDR, with --sender ADDR"},
    Habit{"--helo-id --ehlo -F --fqdn", "check_mail_auth", "use --helo NAME, with --sender ADDR"},
    Habit{"--spf --dmarc --tls-rpt --tlsrpt --mta-sts", "check_mail_auth",
          "SPF, DMARC, TLS reporting and MTA-STS are always looked at; --require LIST says which must be there"},
    Habit{"--parked", "check_mail_auth", "use --sends-nothing"},
};

bool isAmong(std::string_view word, std::string_view words)
{
    const auto all = split(words, ' ');
    return std::find(all.begin(), all.end(), word) != all.end();
}

/// How many letters must be put in, left out, exchanged or swapped with their neighbours to make one of the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    std::iota(rows.front().begin(), rows.front().end(), 0U);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        rows[i][0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            rows[i][j] = swapped ? std::min(rows[i][j], rows[i - 2][j - 2] + 1) : rows[i][j];
        }
    }
    return rows.back().back();
}

/// The option spelt most like it; empty where none is near enough to have been meant.
std::string nearest(std::string_view word, const PluginDescription& plugin)
{
    constexpr std::size_t longestWord = 40;
    std::string best;
    std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
    if (word.size() < 2 || word.size() > longestWord) {
        return best;
    }
    for (const auto& option : allOptions(plugin)) {
        const bool begun = word.size() >= 3 && option.name.starts_with(word);
        const auto letters = begun ? 1 : distance(word, option.name);
        if (!option.iniOnly && letters < least) {
            least = letters;
            best = option.name;
        }
    }
    return best;
}

} // namespace

std::string insteadOf(std::string_view option, const PluginDescription& plugin)
{
    const auto habit = std::find_if(habits.begin(), habits.end(), [&](const Habit& each) {
        return isAmong(option, each.options) && isAmong(plugin.name, each.checks);
    });
    if (habit != habits.end()) {
        return "; " + std::string(habit->instead);
    }
    const auto best = option.starts_with("--") ? nearest(option.substr(2), plugin) : "";
    return best.empty() ? "" : "; did you mean --" + best + "?";
}

} // namespace mpm
