// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/options_mailbox.hpp"

#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "cli/given_files.hpp"
#include "cli/login_options.hpp"
#include "cli/secret_files.hpp"
#include "cli/tls_options.hpp"
#include "dns/name.hpp"
#include "sending/delivery.hpp"

#include <algorithm>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t mostMailboxes = 20;
constexpr std::size_t mostFolders = 50;

/// One for all mailboxes, or one for each in their order.
std::vector<Secret> readPasswords(const CommandLine& line, std::size_t wanted)
{
    std::vector<Secret> passwords;
    if (wanted == 0) {
        return passwords;
    }
    forbidDumps();
    const auto& files = line.all("mailbox-password-file");
    if (files.size() > 1 && files.size() != wanted) {
        throw UsageError("--mailbox-password-file is given " + std::to_string(files.size()) + " times, and " +
                         std::to_string(wanted) + (wanted == 1 ? " mailbox wants" : " mailboxes want") +
                         " a password: give one file for all, or one for each");
    }
    for (const auto& file : files) {
        passwords.push_back(passwordFrom("mailbox-password-file", file));
    }
    if (passwords.empty()) {
        passwords.push_back(line.has("mailbox-password") ? line.secret("mailbox-password")
                                                         : takeFromEnvironment("CHECK_MAILBOX_PASSWORD"));
    }
    if (passwords.front().empty()) {
        throw UsageError("no password for --mailbox; use --mailbox-password-file FILE, the environment variable "
                         "CHECK_MAILBOX_PASSWORD, or mailbox-password in an --extra-opts file");
    }
    passwords.resize(wanted, passwords.front());
    return passwords;
}

TlsRequest readRequest(const CommandLine& line, const TlsPolicy& policy)
{
    auto request = readTlsRequest(line);
    request.least = std::min(request.least, policy.least); // a session too old for the user is told as that
    request.verifyName = line.value("mailbox-verify-name").value_or("");
    if (!request.verifyName.empty() && !IpAddress::parse(request.verifyName)) {
        request.verifyName = DnsName::parse(request.verifyName).toString();
    }
    request.sni = IpAddress::parse(request.verifyName) ? "" : request.verifyName;
    request.tlsa.clear(); // those of --tlsa are the sending server's
    return request;
}

void checkFolders(const std::vector<std::string>& folders)
{
    if (folders.size() > mostFolders) {
        throw UsageError("--folder: no more than " + std::to_string(mostFolders) + " are read");
    }
    for (const auto& folder : folders) {
        const auto isControl = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
        if (folder.empty() || std::any_of(folder.begin(), folder.end(), isControl)) {
            throw UsageError("--folder: '" + printable(folder) + "' is no folder's name");
        }
    }
}

} // namespace

std::vector<OptionSpec> mailboxOptions()
{
    return {
        {"mailbox", '\0', Arity::Repeated, "URL",
         "where the message arrives: imaps://USER@HOST[:PORT]/, imap:// (STARTTLS), pop3s://, pop3:// (STLS) or "
         "maildir:PATH; several are read at the same time",
         ""},
        {.name = "mailbox-password-file",
         .arity = Arity::Repeated,
         .argument = "FILE",
         .help = "the password, or for XOAUTH2 the token, is the file's first line; one for all mailboxes, or one for "
                 "each; without it: mailbox-password in the file of --extra-opts, or $CHECK_MAILBOX_PASSWORD",
         .aliases = "",
         .holdsSecretUnless = ""},
        {.name = "mailbox-password",
         .arity = Arity::Once,
         .argument = "PASSWORD",
         .help = "the password",
         .aliases = "",
         .iniOnly = true},
        mechanismOption("mailbox-auth-mechanism", '\0'),
        {"mailbox-verify-name", '\0', Arity::Once, "NAME",
         "the certificate of a mailbox's server must be for NAME; default: the mailbox's host", ""},
        {"folder", '\0', Arity::Repeated, "NAME",
         "a folder to look into; default: INBOX, and the one for junk where there is one", ""},
    };
}

std::vector<RetrievalPlan> readMailboxes(const CommandLine& line, const CommonOptions& common, const TlsPolicy& policy)
{
    const auto& given = line.all("mailbox");
    if (given.empty()) {
        throw UsageError("no mailbox given; use --mailbox URL");
    }
    if (given.size() > mostMailboxes) {
        throw UsageError("--mailbox: no more than " + std::to_string(mostMailboxes) + " are read");
    }
    checkFolders(line.all("folder"));
    RetrievalPlan each;
    each.folders = line.all("folder");
    each.families = common.network.families;
    each.login.allowClear = line.has("auth-allow-clear");
    each.login.mechanism = readMechanism(line, "mailbox-auth-mechanism");
    each.tls = readRequest(line, policy);
    each.trusts = [policy, request = each.tls](const TlsFacts& facts) {
        return sending::isTrusted(facts, TlsPlan{.mode = TlsMode::Implicit, .request = request, .smuggled = ""},
                                  policy);
    };
    std::vector<RetrievalPlan> plans;
    for (const auto& text : given) {
        auto plan = each;
        try {
            plan.url = MailboxUrl::parse(text);
        } catch (const UsageError& error) {
            throw UsageError(std::string("--mailbox: ") + error.what());
        }
        const auto same = [&](const RetrievalPlan& other) {
            return other.url.toString() == plan.url.toString() && other.url.user == plan.url.user;
        };
        if (std::any_of(plans.begin(), plans.end(), same)) {
            throw UsageError("--mailbox: '" + printable(plan.url.toString()) + "' is given twice");
        }
        plan.login.credentials.user = plan.url.user;
        plans.push_back(std::move(plan));
    }
    const auto wanted = std::count_if(plans.begin(), plans.end(), [](const RetrievalPlan& plan) {
        return plan.url.protocol != RetrievalProtocol::Maildir;
    });
    const auto passwords = readPasswords(line, static_cast<std::size_t>(wanted));
    auto password = passwords.begin();
    for (auto& plan : plans) {
        if (plan.url.protocol != RetrievalProtocol::Maildir) {
            plan.login.credentials.password = *password++;
        }
    }
    return plans;
}

} // namespace mpm::checkMailRoundtrip
