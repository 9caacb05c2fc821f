// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_smtp_send/options.hpp"
#include "smtp/base64.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace mpm::checkSmtpSend {
namespace {

constexpr std::size_t longestPassword = 64UL * 1024; // tokens run to some KB
constexpr std::size_t longestMessage = 64UL * 1024 * 1024;

UsageError unreadable(std::string_view option, const std::string& file, const std::string& why)
{
    return UsageError("--" + std::string(option) + ": '" + harmless(file) + "' " + why);
}

/// At most so many octets of a file.
std::string contentOf(std::string_view option, const std::string& file, std::size_t most)
{
    std::ifstream stream(file, std::ios::binary);
    std::string content;
    std::string chunk(16UL * 1024, '\0');
    while (stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || stream.gcount() > 0) {
        content.append(chunk, 0, static_cast<std::size_t>(stream.gcount()));
        if (content.size() > most) {
            throw unreadable(option, file, "has more than " + std::to_string(most / 1024) + " KiB");
        }
    }
    if (!stream.eof()) {
        throw unreadable(option, file, "can't be read");
    }
    return content;
}

/// The first line without its end.
Secret passwordFrom(const std::string& file)
{
    auto content = contentOf("auth-password-file", file, longestPassword);
    content.resize(std::min(content.find('\n'), content.size()));
    if (content.ends_with('\r')) {
        content.pop_back();
    }
    if (content.empty() || content.find('\0') != std::string::npos) {
        throw unreadable("auth-password-file", file, "holds no password in its first line");
    }
    return Secret(std::move(content));
}

std::string messageFrom(const std::string& file)
{
    auto message = withCrlf(contentOf("message-file", file, longestMessage));
    if (message.empty() || message.find('\0') != std::string::npos) {
        throw unreadable("message-file", file, message.empty() ? "is empty" : "holds NUL octets, which no mail may");
    }
    return message;
}

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
    plan.clientName = plan.clientName.empty() ? run.clientName : plan.clientName;
    options.target.token = wordFrom(run.random);
    if (plan.login) {
        plan.login->nonce = encodeBase64(run.random);
        if (!options.passwordFile.empty()) {
            plan.login->credentials.password = passwordFrom(options.passwordFile);
        }
    }
    if (options.defaultSender) {
        try {
            plan.from = Mailbox::parse("monitoring@" + plan.clientName);
        } catch (const UsageError&) {
            plan.from = Mailbox(); // a machine whose name is none: the null sender passes everywhere
        }
    }
    if (!plan.relayTest) {
        auto draft = options.draft;
        draft.from = plan.from;
        draft.clientName = plan.clientName;
        draft.token = options.target.token;
        draft.date = run.now;
        plan.message = options.messageFile.empty() ? compose(draft) : messageFrom(options.messageFile);
    }
    options.policy.plan = plan;
    return options;
}

} // namespace mpm::checkSmtpSend
