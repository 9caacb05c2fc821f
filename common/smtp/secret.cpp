// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/secret.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "smtp/enhanced_code.hpp"

#include <algorithm>

namespace mpm {
namespace {

/// Shorter ones are in too many words to be masked inside them.
constexpr std::size_t shortestForm = 4;

/// Shorter ones turn up by chance where all but hexadecimal digits are left out.
constexpr std::size_t shortestHexadecimal = 8;

std::string hexadecimal(std::string_view octets)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        text += {digits[octet >> 4U], digits[octet & 15U]};
    }
    return text;
}

/// RFC 3986 section 2.1; quoted-printable with '=' for the sign.
std::string escaped(std::string_view octets, char sign)
{
    constexpr std::string_view unreserved = "-._~";
    std::string text;
    for (const char c : octets) {
        const bool plain =
            isDigit(c) || (toLower(c) >= 'a' && toLower(c) <= 'z') || unreserved.find(c) != std::string_view::npos;
        text += plain ? std::string(1, c) : sign + hexadecimal({&c, 1});
    }
    return text;
}

/// Of ASCII; other characters stay the octets that they are.
std::string utf16(std::string_view text)
{
    std::string wide;
    for (const char c : text) {
        wide += {c, '\0'};
    }
    return wide;
}

bool isHexDigit(char c)
{
    return isDigit(c) || (toLower(c) >= 'a' && toLower(c) <= 'f');
}

/// Of base64, also as URLs have it, and so of hexadecimal.
bool isWordDigit(char c)
{
    return isDigit(c) || (toLower(c) >= 'a' && toLower(c) <= 'z') || c == '+' || c == '/' || c == '=' || c == '_' ||
           c == '-';
}

bool isFiller(char c)
{
    return c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// A character of the reply that counts in a comparison.
struct Place {
    std::size_t line;
    std::size_t column;
};

/// The lines as one text in lower case without what a server may have put between the characters.
struct Skeleton {
    std::string text;
    std::vector<Place> places;

    template <class Counts>
    Skeleton(const std::vector<std::string>& lines, Counts counts)
    {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            // A long text is broken into lines that begin with the same enhanced code.
            const auto code = i > 0 ? EnhancedCode::atFrontOf(lines[i]) : std::nullopt;
            for (auto j = code ? code->toString().size() : 0; j < lines[i].size(); ++j) {
                if (counts(lines[i][j])) {
                    text += toLower(lines[i][j]);
                    places.push_back({i, j});
                }
            }
        }
    }
};

/// Marks in lines what must not be shown.
class Mask {
public:
    explicit Mask(const std::vector<std::string>& lines) : lines_(lines)
    {
        for (const auto& line : lines) {
            hidden_.emplace_back(line.size(), false);
        }
    }

    /// Wherever the pattern is.
    void hide(const Skeleton& skeleton, const std::string& pattern)
    {
        std::size_t done = 0; // a text of one letter must not take the square of its length
        for (auto at = skeleton.text.find(pattern); at != std::string::npos; at = skeleton.text.find(pattern, at + 1)) {
            hide(skeleton, std::max(at, done), at + pattern.size());
            done = at + pattern.size();
        }
    }

    /// Where the last characters are the first of the pattern.
    void hideBeginning(const Skeleton& skeleton, const std::string& pattern)
    {
        for (auto size = std::min(pattern.size(), skeleton.text.size()); size >= shortestForm - 1; --size) {
            if (skeleton.text.ends_with(pattern.substr(0, size))) {
                hide(skeleton, skeleton.text.size() - size, skeleton.text.size());
                return;
            }
        }
    }

    void hideLine(std::size_t line) { std::fill(hidden_[line].begin(), hidden_[line].end(), true); }

    std::vector<std::string> masked() const
    {
        std::vector<std::string> result;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            auto& line = result.emplace_back();
            for (std::size_t j = 0; j < lines_[i].size(); ++j) {
                if (!hidden_[i][j]) {
                    line += lines_[i][j];
                } else if (j == 0 || !hidden_[i][j - 1]) {
                    line += secretMask;
                }
            }
        }
        return result;
    }

private:
    void hide(const Skeleton& skeleton, std::size_t begin, std::size_t end)
    {
        for (auto i = begin; i < end; ++i) {
            const auto& place = skeleton.places[i];
            hidden_[place.line][place.column] = true;
            if (i > 0 && hidden_[skeleton.places[i - 1].line][skeleton.places[i - 1].column] &&
                skeleton.places[i - 1].line == place.line) {
                const auto from = hidden_[place.line].begin();
                std::fill(from + static_cast<std::ptrdiff_t>(skeleton.places[i - 1].column),
                          from + static_cast<std::ptrdiff_t>(place.column), true);
            }
        }
        // The word around it holds the bits of the secret that share a digit with its neighbours.
        const auto& first = skeleton.places[begin];
        auto& before = hidden_[first.line];
        for (auto j = first.column; j > 0 && isWordDigit(lines_[first.line][j - 1]) && !before[j - 1]; --j) {
            before[j - 1] = true;
        }
        const auto& last = skeleton.places[end - 1];
        auto& after = hidden_[last.line];
        for (auto j = last.column + 1; j < after.size() && isWordDigit(lines_[last.line][j]) && !after[j]; ++j) {
            after[j] = true;
        }
    }

    const std::vector<std::string>& lines_;
    std::vector<std::vector<bool>> hidden_;
};

std::string comparable(const std::string& secret)
{
    auto text = toLower(secret);
    std::erase_if(text, isFiller);
    return text;
}

Mask maskOf(const std::vector<std::string>& lines, const std::vector<std::string>& secrets, bool cutOff)
{
    Mask mask(lines);
    const Skeleton skeleton(lines, [](char c) { return !isFiller(c); });
    const Skeleton digits(lines, isHexDigit);
    for (const auto& secret : secrets) {
        const auto pattern = comparable(secret);
        if (pattern.size() >= shortestForm) {
            mask.hide(skeleton, pattern);
            if (cutOff) {
                mask.hideBeginning(skeleton, pattern);
            }
            if (pattern.size() >= shortestHexadecimal && std::all_of(pattern.begin(), pattern.end(), isHexDigit)) {
                mask.hide(digits, pattern); // "%6f%70", "6f:70"
            }
            continue;
        }
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!secret.empty() && lines[i].find(secret) != std::string::npos) {
                mask.hideLine(i);
            }
        }
    }
    return mask;
}

} // namespace

std::vector<std::string> Secret::forms() const
{
    std::vector<std::string> result;
    const auto add = [&](std::string form) {
        if (!form.empty()) {
            result.push_back(std::move(form));
        }
    };
    add(octets_);
    for (const char sign : {'%', '='}) {
        if (auto form = escaped(octets_, sign); form != octets_) {
            add(std::move(form));
        }
    }
    for (const auto& octets : {octets_, utf16(octets_)}) {
        for (std::size_t offset = 0; offset < 3; ++offset) {
            // Only the digits that hold nothing but bits of the secret.
            const auto digits = encodeBase64(std::string(offset, '\0') + octets);
            const auto first = (offset * 8 + 5) / 6;
            const auto last = (offset + octets.size()) * 8 / 6;
            if (last >= first + shortestForm) {
                add(digits.substr(first, last - first));
            }
            if (offset == 0 || octets.size() > 2) {
                add(digits.substr(first)); // where it ends with the secret, as PLAIN does
            }
        }
        if (octets.size() >= shortestForm / 2) {
            add(hexadecimal(octets));
        }
    }
    return result;
}

std::vector<std::string> concealed(const std::vector<std::string>& lines, const std::vector<std::string>& secrets)
{
    return secrets.empty() ? lines : maskOf(lines, secrets, false).masked();
}

std::string concealedFragment(const std::string& text, const std::vector<std::string>& secrets)
{
    return secrets.empty() ? text : maskOf({text}, secrets, true).masked().front();
}

} // namespace mpm
