// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/recognise.hpp"

#include "check/ascii.hpp"
#include "check_mail_roundtrip/test_message.hpp"
#include "check_mail_roundtrip/token.hpp"
#include "received/header.hpp"
#include "received/parts.hpp"

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

Recognised readReport(std::string_view message, std::string token, std::string_view owner)
{
    std::string action;
    std::optional<MailTime> sentAt;
    for (const auto& part : partsOfMessage(message).parts) {
        if (part.media.type == "message/delivery-status" || part.media.type == "message/global-delivery-status") {
            action = actionIn(part.text);
        } else if (part.media.type == "message/rfc822" || part.media.type == "text/rfc822-headers" ||
                   part.media.type == "message/global") {
            const auto returned = ReceivedHeader::parse(part.text);
            sentAt = returned.value(ownerField) == owner ? timeFromText(returned.value(timeField)) : std::nullopt;
        }
    }
    const bool failed = action.empty() || action == "failed";
    return {failed ? MessageKind::Bounce : MessageKind::Notice, std::move(token), sentAt};
}

} // namespace

Recognised recognise(std::string_view message, std::string_view owner)
{
    const auto header = ReceivedHeader::parse(message);
    if (!owner.empty() && header.value(ownerField) == owner && isToken(header.value(tokenField))) {
        return {MessageKind::Own, std::string(header.value(tokenField)), timeFromText(header.value(timeField))};
    }
    const auto refersTo = std::string(header.value("In-Reply-To")) + " " + std::string(header.value("References"));
    auto token = tokenIn(refersTo, owner);
    if (isReport(header)) {
        token = token ? token : tokenIn(message, owner);
        return token ? readReport(message, std::move(*token), owner) : Recognised();
    }
    return token ? Recognised{MessageKind::Answer, std::move(*token), {}} : Recognised();
}

} // namespace mpm::checkMailRoundtrip
