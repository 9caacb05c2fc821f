// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/suggestion.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string advice(std::string_view option, std::string_view check = "check_smtp_banner")
{
    PluginDescription plugin;
    plugin.name = check;
    plugin.options = {{"hostname", 'H', Arity::Once, "HOST", "", ""},
                      {"starttls", 'S', Arity::Flag, "", "", ""},
                      {"auth-password", '\0', Arity::Once, "P", "", "", true}};
    return insteadOf(option, plugin);
}

} // namespace

TEST_CASE("a misspelt option is answered with the one that is meant")
{
    CHECK(advice("--hostnam") == "; did you mean --hostname?");
    CHECK(advice("--hostanme") == "; did you mean --hostname?");
    CHECK(advice("--host") == "; did you mean --hostname?");
    CHECK(advice("--start-tls") == "; did you mean --starttls?");
    CHECK(advice("--timout") == "; did you mean --timeout?");
    CHECK(advice("--verison") == "; did you mean --version?");
}

TEST_CASE("what is like nothing gets no advice, and a secret's name is never proposed")
{
    CHECK(advice("--zzz").empty());
    CHECK(advice("--x").empty());
    CHECK(advice("-Z").empty());
    CHECK(advice("--auth-pasword").find("--auth-password?") == std::string::npos);
    CHECK(advice("--" + std::string(100000, 'a')).empty());
}

TEST_CASE("a habit from another plugin is answered with what does it here")
{
    CHECK_THAT(advice("-P", "check_smtp_send"), ContainsSubstring("--auth-password-file"));
    CHECK_THAT(advice("-P"), ContainsSubstring("check_smtp_send logs in"));
    CHECK_THAT(advice("-f"), ContainsSubstring("check_smtp_send says MAIL FROM"));
    CHECK_THAT(advice("--rootcert", "check_smtp_tls"), ContainsSubstring("--ca-file"));
    CHECK_THAT(advice("-n", "check_smtp_tls"), ContainsSubstring("--verify-name"));
    CHECK_THAT(advice("-A", "check_smtp_tls"), ContainsSubstring("--no-verify"));
    CHECK_THAT(advice("-C", "check_smtp_tls"), ContainsSubstring("--client-cert"));
    CHECK_THAT(advice("--server"), ContainsSubstring("--host NAME"));
    CHECK_THAT(advice("--ehlo", "check_smtp_send"), ContainsSubstring("--fqdn NAME"));
    CHECK_THAT(advice("-s", "check_mx"), ContainsSubstring("--dnsbl LIST"));
    CHECK_THAT(advice("-l", "check_mx"), ContainsSubstring("-d DOMAIN"));
    CHECK_THAT(advice("--dkim-selector", "check_mail_auth"), ContainsSubstring("--selector NAME"));
    CHECK_THAT(advice("--ip", "check_mail_auth"), ContainsSubstring("--sender ADDR"));
    CHECK_THAT(advice("--spf", "check_mail_auth"), ContainsSubstring("--require LIST"));
}
