// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/base64.hpp"

#include "check/base64_values.hpp"

namespace mpm {

std::string encodeBase64(std::string_view octets)
{
    return encodeBase64As<std::string>(octets);
}

std::optional<std::string> decodeBase64(std::string_view text)
{
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    auto digits = text;
    for (int padding = 0; padding < 2 && digits.ends_with('='); ++padding) {
        digits.remove_suffix(1);
    }
    std::string octets;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : digits) {
        const int value{base64Values[static_cast<unsigned char>(c)]};
        if (value < 0) {
            return std::nullopt;
        }
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            octets += static_cast<char>(bits >> count & 255);
        }
    }
    return octets;
}

} // namespace mpm
