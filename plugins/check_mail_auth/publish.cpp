// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/publish.hpp"

#include "check/peer_text.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {

namespace {

constexpr std::size_t longestString = 255; // RFC 1035 section 3.3
constexpr std::size_t longestText = 4000;

/// How much of it goes into one string: no character of several octets is torn apart.
std::size_t lengthOfString(std::string_view text)
{
    auto length = std::min(longestString, text.size());
    const auto isContinuation = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    while (length > 1 && length < text.size() && isContinuation(length)) {
        --length;
    }
    return length;
}

} // namespace

std::string txtLine(const std::string& name, std::string_view text)
{
    const auto shown = harmless(text, longestText);
    text = shown;
    std::string line = name + (name.ends_with('.') ? "" : ".") + " IN TXT";
    do {
        const auto length = lengthOfString(text);
        line += " \"";
        for (const char c : text.substr(0, length)) {
            line += (c == '"' || c == '\\' ? "\\" : "");
            line += c;
        }
        line += '"';
        text = text.substr(length);
    } while (!text.empty());
    return line;
}

std::string txtLine(const DnsName& name, std::string_view text)
{
    return txtLine(name.toString(), text);
}

std::string publish(const DnsName& name, std::string_view text)
{
    return "Publish: " + txtLine(name, text);
}

} // namespace mpm::checkMailAuth
