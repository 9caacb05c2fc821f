// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/delivery_status.hpp"

#include "check/ascii.hpp"
#include "explain/context_words.hpp"
#include "explain/message_parts.hpp"
#include "explain/replies_in_text.hpp"

namespace mpm::pasted {
namespace {

/// Behind the type: "rfc822; a@b", "dns; mx.example.com", "smtp; 550 ...".
std::string_view behindType(std::string_view value)
{
    const auto divider = value.find(';');
    const auto type = trim(value.substr(0, divider));
    return divider == std::string_view::npos || !isAlphanumeric(type, "-") ? trim(value)
                                                                           : trim(value.substr(divider + 1));
}

/// "5.1.1 (bad destination)" has a comment.
std::optional<EnhancedCode> statusOf(std::string_view value)
{
    value = trim(value);
    return EnhancedCode::parse(value.substr(0, value.find_first_of(" \t(")));
}

std::optional<PastedReply> replyOf(const Fields& fields)
{
    const auto status = statusOf(fields.value("status"));
    const auto diagnostic = behindType(fields.value("diagnostic-code"));
    const bool isSmtp = startsWithIgnoringCase(fields.value("diagnostic-code"), "smtp");
    auto quoted = repliesInParagraph(diagnostic, isSmtp ? Reading::Alone : Reading::Running);
    PastedReply reply;
    if (!quoted.empty()) {
        reply = std::move(quoted.front());
        for (auto& each : quoted) { // "5.1.0 - Unknown address error 550-'5.1.1 ...'": the one with a code of SMTP
            if (!reply.code && each.code) {
                reply = std::move(each);
            }
        }
    } else if (!status) {
        return std::nullopt;
    } else {
        reply.text = std::string(diagnostic.substr(0, 2000));
        reply.step = stepBefore(reply.text); // "connect to mx.example.com[192.0.2.1]:25: Connection refused"
    }
    if (!reply.enhanced && status && (!reply.code || *reply.code / 100 == status->status)) {
        reply.enhanced = reply.code && status->subject == 0 && status->detail == 0 ? std::nullopt : status;
    }
    const auto host = hostIn("host " + std::string(behindType(fields.value("remote-mta"))));
    reply.host = host.empty() ? hostIn(reply.code ? std::string_view() : reply.text) : host;
    auto recipient = addressAlone(behindType(fields.value("final-recipient")));
    recipient = recipient.empty() ? addressAlone(behindType(fields.value("original-recipient"))) : recipient;
    if (!recipient.empty()) {
        reply.recipients = {recipient};
    }
    return reply;
}

} // namespace

bool hasDeliveryStatus(std::string_view text)
{
    while (!text.empty()) {
        for (const std::string_view name : {"Status:", "Diagnostic-Code:", "Final-Recipient:"}) {
            if (!startsWithIgnoringCase(text, name)) {
                continue;
            }
            const auto rest = text.substr(name.size(), 100);
            const auto value = trim(rest.substr(0, rest.find_first_of("\r\n")));
            if (name != "Status:" || statusOf(value)) {
                return true;
            }
        }
        const auto end = text.find('\n');
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return false;
}

std::vector<PastedReply> repliesInStatus(std::string_view text)
{
    std::vector<PastedReply> replies;
    while (!text.empty() && replies.size() < mostCollected) {
        const auto fields = Fields::parse(text);
        if (auto reply = fields.empty() ? std::nullopt : replyOf(fields)) {
            replies.push_back(std::move(*reply));
        }
        auto end = fields.end();
        if (end == 0) { // a line that is no field
            end = text.find('\n');
            end = end == std::string_view::npos ? text.size() : end + 1;
        }
        text.remove_prefix(end);
    }
    return replies;
}

} // namespace mpm::pasted
