// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/prepare.hpp"

#include "check/base64.hpp"
#include "check/usage_error.hpp"
#include "check_mail_roundtrip/token.hpp"

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t nonceOctets = 24;

/// Two checks may use one mailbox, and the same check must know its own messages again: told apart by the machine, the
/// state file, whom they send to by whom, and where they look.
std::string ownerOf(const Options& options, const std::string& localHostName)
{
    const auto& target = options.target;
    std::vector<std::string> identity{localHostName, target.stateFile, target.sending.mail.name(),
                                      std::to_string(target.sending.mail.port)};
    for (const auto& recipient : target.sending.plan.to) {
        identity.push_back(recipient.toString());
    }
    for (const auto& mailbox : target.mailboxes) {
        identity.push_back(mailbox.url.user + " " + mailbox.url.toString());
    }
    return makeOwner(identity);
}

} // namespace

Options prepared(Options options, const ThisRun& run)
{
    auto& target = options.target;
    auto& plan = target.sending.plan;
    plan.ownName = plan.clientName.empty();
    plan.clientName = plan.ownName ? run.localHostName : plan.clientName;
    if (plan.login) {
        plan.login->nonce = encodeBase64(run.random(nonceOctets));
    }
    for (auto& mailbox : target.mailboxes) {
        mailbox.login.nonce = encodeBase64(run.random(nonceOctets));
    }
    if (options.defaultSender) {
        try {
            plan.from = Mailbox::parse("monitoring@" + plan.clientName);
        } catch (const UsageError&) {
            plan.from = Mailbox(); // a machine whose name is none: the null sender passes everywhere
        }
    }
    target.context.plan.from = plan.from;
    target.context.plan.clientName = plan.clientName;
    target.context.owner = ownerOf(options, run.localHostName);
    options.policy.context = target.context;
    options.policy.sending.plan = plan;
    options.policy.sending.byHand.sender = plan.from.toString();
    return options;
}

} // namespace mpm::checkMailRoundtrip
