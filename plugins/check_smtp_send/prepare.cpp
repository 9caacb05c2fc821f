// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/prepare.hpp"

#include "check/base64.hpp"
#include "check/usage_error.hpp"

namespace mpm::checkSmtpSend {
namespace {

/// 24 characters of letters and digits.
std::string wordFrom(std::string_view random)
{
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    std::string word;
    for (const char c : random.substr(0, 24)) {
        word += alphabet[static_cast<unsigned char>(c) % alphabet.size()];
    }
    return word;
}

} // namespace

Options prepared(Options options, const Run& run)
{
    auto& plan = options.target.plan;
    plan.ownName = plan.clientName.empty();
    plan.clientName = plan.ownName ? run.localHostName() : plan.clientName;
    if (plan.login) {
        plan.login->nonce = encodeBase64(run.random);
    }
    if (options.defaultSender) {
        try {
            plan.from = Mailbox::parse("monitoring@" + plan.clientName);
        } catch (const UsageError&) {
            plan.from = Mailbox(); // a machine whose name is none: the null sender passes everywhere
        }
    }
    if (!plan.relayTest && plan.message.empty()) {
        options.target.token = wordFrom(run.random);
        auto draft = options.draft;
        draft.from = plan.from;
        draft.clientName = plan.clientName;
        draft.token = options.target.token;
        draft.date = run.now;
        plan.message = compose(draft);
    }
    options.policy.plan = plan;
    options.policy.byHand.sender = plan.from.toString();
    return options;
}

} // namespace mpm::checkSmtpSend
