// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/recognise.hpp"

#include "check/ascii.hpp"
#include "check_mail_roundtrip/test_message.hpp"
#include "check_mail_roundtrip/token.hpp"
#include "received/date.hpp"
#include "received/header.hpp"
#include "received/parts.hpp"
#include "received/trace.hpp"

#include <algorithm>
#include <array>

namespace mpm::checkMailRoundtrip {
namespace {

/// The word of an Action field (RFC 3464 section 2.3.3) that says most: "failed" before all others; empty without.
std::string actionIn(std::string_view status)
{
    std::string action;
    while (!status.empty()) {
        const auto line = takeLine(status);
        constexpr std::string_view name = "Action:";
        if (!startsWithIgnoringCase(line, name)) {
            continue;
        }
        const auto value = trim(line.substr(name.size()));
        const auto word = toLower(value.substr(0, value.find_first_of(" \t(;")));
        action = action == "failed" ? action : word;
    }
    return action;
}

/// The local part of the address in a From field, in lower case: what stands beside the address is anybody's choice.
std::string senderIn(std::string_view from)
{
    const auto begin = from.rfind('<');
    auto address = trim(begin == std::string_view::npos ? from : from.substr(begin + 1));
    address = address.substr(0, address.find_first_of("@ >("));
    return toLower(address);
}

/// The token of the message that another answers: the one of In-Reply-To, or where there is none the last of
/// References. Those before it are of messages further up, and this mail is somebody else's talk.
std::optional<std::string> answeredIn(const ReceivedHeader& header, std::string_view owner)
{
    if (header.has("In-Reply-To")) {
        return tokenIn(header.value("In-Reply-To"), owner);
    }
    const auto references = header.value("References");
    const auto last = references.rfind('<');
    return tokenIn(references.substr(last == std::string::npos ? 0 : last), owner);
}

/// The token of a message that a report returns, by a line that begins with Message-ID, quoted or not. A word of it
/// elsewhere is a mention of the message, as in a report on a log.
std::optional<std::string> returnedIn(std::string_view text, std::string_view owner)
{
    constexpr std::string_view name = "Message-ID:";
    while (!text.empty()) {
        auto line = takeLine(text);
        line.remove_prefix(std::min(line.find_first_not_of("> |\t"), line.size()));
        if (startsWithIgnoringCase(line, name)) {
            const auto value = trim(line.substr(name.size()));
            if (auto token = tokenIn(value.empty() ? takeLine(text) : value, owner)) {
                return token;
            }
        }
    }
    return std::nullopt;
}

/// Whether a report in plain text says that the server has not given up.
bool saysItIsTried(std::string_view message)
{
    constexpr std::array phrases{
        "will be retried",        "will continue to",          "attempts will continue", "still trying",
        "will keep trying",       "do not need to resend",     "don't need to resend",   "no action is required",
        "not yet been delivered", "has not been delivered yet"};
    const auto text = toLower(message);
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](const char* phrase) { return text.find(phrase) != std::string::npos; });
}

/// When a message without a mark of one's own was written, by the clocks of others.
std::optional<MailTime> writtenAt(const ReceivedHeader& header)
{
    const auto trace = traceOf(header);
    return !trace.empty() && trace.front().time ? trace.front().time : parseMailDate(header.value("Date"));
}

/// Whether a message comes from a mail system that reports on another: by its form, or, where that is free text, by who
/// sends it.
bool isReport(const ReceivedHeader& header)
{
    const auto media = MediaType::parse(header.value("Content-Type"));
    const auto sender = senderIn(header.value("From"));
    const bool fromNobody = sender == "postmaster" && trim(header.value("Return-Path")) == "<>" &&
                            !startsWithIgnoringCase(trim(header.value("Auto-Submitted")), "auto-replied");
    return (media.type == "multipart/report" && (media.reportType.empty() || media.reportType == "delivery-status")) ||
           header.has("X-Failed-Recipients") || sender == "mailer-daemon" || fromNobody;
}

/// `token`: of the message that it refers to by its header.
Recognised readReport(std::string_view message, std::optional<std::string> token, std::string_view owner)
{
    std::string action;
    std::optional<MailTime> sentAt;
    bool isFreeText = true;
    token = token ? token : returnedIn(message, owner);
    for (const auto& part : partsOfMessage(message).parts) {
        token = token ? token : returnedIn(part.text, owner); // what was encoded
        if (part.media.type == "message/delivery-status" || part.media.type == "message/global-delivery-status") {
            action = actionIn(part.text);
            isFreeText = false;
        } else if (part.media.type == "message/rfc822" || part.media.type == "text/rfc822-headers" ||
                   part.media.type == "message/global") {
            const auto returned = ReceivedHeader::parse(part.text);
            sentAt = returned.value(ownerField) == owner ? timeFromText(returned.value(timeField)) : std::nullopt;
        }
    }
    if (!token) {
        return {};
    }
    const bool failed = action == "failed" || (action.empty() && !(isFreeText && saysItIsTried(message)));
    sentAt = sentAt ? sentAt : writtenAt(ReceivedHeader::parse(message));
    return {failed ? MessageKind::Bounce : MessageKind::Notice, std::move(*token), sentAt};
}

} // namespace

Recognised recognise(std::string_view message, std::string_view owner)
{
    const auto header = ReceivedHeader::parse(message);
    if (!owner.empty() && header.value(ownerField) == owner && isToken(header.value(tokenField))) {
        return {MessageKind::Own, std::string(header.value(tokenField)), timeFromText(header.value(timeField))};
    }
    auto token = answeredIn(header, owner);
    if (isReport(header)) {
        return readReport(message, std::move(token), owner);
    }
    return token ? Recognised{MessageKind::Answer, std::move(*token), writtenAt(header)} : Recognised();
}

} // namespace mpm::checkMailRoundtrip
