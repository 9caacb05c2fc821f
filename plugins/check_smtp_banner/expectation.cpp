// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/expectation.hpp"

#include "check/ascii.hpp"
#include "check/usage_error.hpp"

#include <algorithm>

namespace mpm::checkSmtpBanner {
namespace {

/// "25x", "2y0", "612": meant as a code or a class, and none.
bool looksLikeCode(std::string_view word)
{
    return word.size() == 3 && isDigit(word.front()) && std::all_of(word.begin() + 1, word.end(), [](char c) {
               return isDigit(c) || (toLower(c) >= 'x' && toLower(c) <= 'z');
           });
}

} // namespace

ResponseExpectation ResponseExpectation::parse(std::string_view text)
{
    ResponseExpectation expectation;
    if (text.empty()) {
        throw UsageError("--response: '' expects nothing; give a text, a code such as 250 or a class such as 2yz");
    }
    // A single digit is a text, as in check_smtp.
    const auto parts = split(text, ',');
    if (std::all_of(parts.begin(), parts.end(), [](const std::string& part) { return part.size() == 3; })) {
        expectation.codes_ = ReplyCodes::parse(text);
    }
    if (!expectation.codes_) {
        // A few digits are a text, as in check_smtp.
        const bool numbers = text.find_first_not_of("0123456789,;-") == std::string_view::npos && text.size() > 3;
        if (numbers || std::all_of(parts.begin(), parts.end(), looksLikeCode)) {
            throw UsageError("--response: '" + printable(text) +
                             "' is no code from 100 to 599 and no class such as 2yz");
        }
        expectation.text_ = text;
    }
    return expectation;
}

bool ResponseExpectation::isMetBy(const Reply& reply) const
{
    if (!text_.empty()) {
        const auto lines = wireLines(reply);
        return std::any_of(lines.begin(), lines.end(),
                           [&](const std::string& line) { return line.find(text_) != std::string::npos; });
    }
    return codes_ ? codes_->holds(reply.code) : reply.codeClass() == 2;
}

std::string ResponseExpectation::shown() const
{
    if (!text_.empty()) {
        return "\"" + printable(text_) + "\"";
    }
    return codes_ ? codes_->shown() : "2yz";
}

std::vector<std::string> wireLines(const Reply& reply)
{
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < reply.lines.size(); ++i) {
        const auto* separator = i + 1 < reply.lines.size() ? "-" : " ";
        lines.push_back(std::to_string(reply.code) + separator + reply.lines[i].raw());
    }
    return lines;
}

} // namespace mpm::checkSmtpBanner
