// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/enhanced_code.hpp"

#include "check/ascii.hpp"

namespace mpm {
namespace {

/// Takes one to three digits without leading zero from the front.
std::optional<int> takeNumber(std::string_view& text)
{
    int value = 0;
    std::size_t length = 0;
    while (length < text.size() && length < 3 && isDigit(text[length])) {
        value = value * 10 + (text[length] - '0');
        ++length;
    }
    const bool leadingZero = length > 1 && text[0] == '0';
    if (length == 0 || leadingZero || (length < text.size() && isDigit(text[length]))) {
        return std::nullopt;
    }
    text.remove_prefix(length);
    return value;
}

bool takeDot(std::string_view& text)
{
    if (!text.starts_with('.')) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

} // namespace

std::optional<EnhancedCode> EnhancedCode::parse(std::string_view text)
{
    const auto status = takeNumber(text);
    if (!status || (*status != 2 && *status != 4 && *status != 5) || !takeDot(text)) {
        return std::nullopt;
    }
    const auto subject = takeNumber(text);
    if (!subject || !takeDot(text)) {
        return std::nullopt;
    }
    const auto detail = takeNumber(text);
    if (!detail || !text.empty()) {
        return std::nullopt;
    }
    return EnhancedCode{*status, *subject, *detail};
}

std::optional<EnhancedCode> EnhancedCode::atFrontOf(std::string_view text)
{
    return parse(text.substr(0, text.find(' ')));
}

std::string EnhancedCode::toString() const
{
    return std::to_string(status) + "." + std::to_string(subject) + "." + std::to_string(detail);
}

} // namespace mpm
