// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/login_options.hpp"

#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "cli/given_files.hpp"
#include "cli/secret_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace mpm {

OptionSpec mechanismOption(std::string_view name, char letter)
{
    return oneOf({name, letter, Arity::Once, "NAME",
                  "PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-256 or XOAUTH2; default: the strongest that is offered", ""},
                 "PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2");
}

std::vector<OptionSpec> loginOptions()
{
    auto options = needing(
        {
            {.name = "auth-password-file",
             .arity = Arity::Once,
             .argument = "FILE",
             .help = "the password, or for XOAUTH2 the token, is the file's first line; without it: auth-password in "
                     "the file of --extra-opts, or $CHECK_SMTP_PASSWORD",
             .aliases = "",
             .holdsSecretUnless = ""},
            {.name = "auth-password",
             .arity = Arity::Once,
             .argument = "PASSWORD",
             .help = "the password",
             .aliases = "",
             .iniOnly = true},
            mechanismOption("auth-mechanism", 'A'),
            {"auth-allow-clear", '\0', Arity::Flag, "", "reveal the password on a connection that is not encrypted",
             ""},
        },
        "auth-user");
    options.insert(options.begin(), {"auth-user", 'U', Arity::Once, "USER", "log in as USER", ""});
    return options;
}

std::optional<Login> readLogin(const CommandLine& line)
{
    const auto user = line.value("auth-user");
    if (!user) {
        return std::nullopt;
    }
    Login login;
    login.credentials.user = checkedUser("auth-user", *user);
    login.allowClear = line.has("auth-allow-clear");
    login.mechanism = readMechanism(line, "auth-mechanism");
    forbidDumps();
    if (const auto file = line.value("auth-password-file")) {
        login.credentials.password = passwordFrom("auth-password-file", *file);
        return login;
    }
    login.credentials.password =
        line.has("auth-password") ? line.secret("auth-password") : takeFromEnvironment("CHECK_SMTP_PASSWORD");
    if (login.credentials.password.empty()) {
        throw UsageError("no password for --auth-user; use --auth-password-file FILE, the environment variable "
                         "CHECK_SMTP_PASSWORD, or auth-password in an --extra-opts file");
    }
    return login;
}

std::string checkedUser(std::string_view option, const std::string& user)
{
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
    if (user.empty() || std::any_of(user.begin(), user.end(), isControl)) {
        throw UsageError("--" + std::string(option) + ": '" + printable(user) + "' is no user name");
    }
    return user;
}

std::optional<SaslMechanism> readMechanism(const CommandLine& line, const std::string& option)
{
    const auto name = line.value(option);
    const auto mechanism = name ? parseSaslMechanism(*name) : std::nullopt;
    if (name && !mechanism) {
        throw UsageError("--" + option + ": '" + printable(*name) +
                         "' is not one of PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-256, XOAUTH2");
    }
    return mechanism;
}

Secret takeFromEnvironment(const char* name)
{
    char* const value = std::getenv(name);
    if (value == nullptr) {
        return {};
    }
    Secret password{std::string_view(value)};
    explicit_bzero(value, password.reveal().size());
    return password;
}

} // namespace mpm
