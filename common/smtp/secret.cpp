// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/secret.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"

#include <algorithm>

namespace mpm {
namespace {

/// Shorter ones are in too many words to be masked inside them.
constexpr std::size_t shortestInside = 4;

/// Of fewer characters nobody can tell that a secret begins with them.
constexpr std::size_t shortestBeginning = 3;

std::string percentEncoded(std::string_view octets, std::string_view digits)
{
    constexpr std::string_view unreserved = "-._~";
    std::string text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (isDigit(c) || (toLower(c) >= 'a' && toLower(c) <= 'z') || unreserved.find(c) != std::string_view::npos) {
            text += c;
        } else {
            text += {'%', digits[octet >> 4U], digits[octet & 15U]};
        }
    }
    return text;
}

/// One text, and which of its octets must not be shown.
class Blackout {
public:
    explicit Blackout(std::string_view text) : text_(text), hidden_(text.size()) {}

    void hide(std::string_view secret)
    {
        for (auto at = text_.find(secret); at != std::string_view::npos; at = text_.find(secret, at + 1)) {
            hide(secret, at, at + secret.size());
        }
    }

    /// Where the last characters are the first of the secret.
    void hideBeginning(std::string_view secret)
    {
        for (auto size = std::min(secret.size(), text_.size()); size >= shortestBeginning; --size) {
            if (text_.ends_with(secret.substr(0, size))) {
                hide(secret, text_.size() - size, text_.size());
                return;
            }
        }
    }

    /// With an octet between each two of its characters, it stands in what every second octet makes.
    void hideSpaced(std::string_view secret)
    {
        for (const std::size_t first : {0, 1}) {
            std::string half;
            for (auto i = first; i < text_.size(); i += 2) {
                half += text_[i];
            }
            for (auto at = half.find(secret); at != std::string::npos; at = half.find(secret, at + 1)) {
                const auto begin = first + 2 * at;
                hide(secret, begin, begin + 2 * secret.size() - 1);
            }
        }
    }

    std::string shown() const
    {
        std::string result;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (!hidden_[i]) {
                result += text_[i];
            } else if (i == 0 || !hidden_[i - 1]) {
                result += secretMask;
            }
        }
        return result;
    }

private:
    void hide(std::string_view secret, std::size_t begin, std::size_t end)
    {
        const bool whole = secret.size() < shortestInside;
        const auto from = hidden_.begin();
        std::fill(whole ? from : from + static_cast<std::ptrdiff_t>(begin),
                  whole ? hidden_.end() : from + static_cast<std::ptrdiff_t>(end), true);
    }

    std::string_view text_;
    std::vector<bool> hidden_;
};

Blackout blackoutOf(std::string_view text, const std::vector<std::string>& secrets)
{
    Blackout blackout(text);
    for (const auto& secret : secrets) {
        blackout.hide(secret);
    }
    return blackout;
}

} // namespace

std::vector<std::string> Secret::forms() const
{
    if (octets_.empty()) {
        return {};
    }
    std::vector<std::string> result{octets_, encodeBase64(octets_)};
    for (const auto* digits : {"0123456789ABCDEF", "0123456789abcdef"}) {
        if (auto form = percentEncoded(octets_, digits); form != result.front() && form != result.back()) {
            result.push_back(std::move(form));
        }
    }
    return result;
}

void Secrets::add(const Secret& password)
{
    for (const auto& form : password.forms()) {
        add(form);
    }
    if (!password.empty()) {
        passwords_.push_back(password.reveal());
    }
}

void Secrets::add(const std::string& text)
{
    if (!text.empty()) {
        texts_.push_back(text);
    }
}

std::string Secrets::masked(std::string_view text) const
{
    return blackoutOf(text, texts_).shown();
}

std::string Secrets::maskedFragment(std::string_view text) const
{
    auto blackout = blackoutOf(text, texts_);
    for (const auto& secret : texts_) {
        blackout.hideBeginning(secret);
    }
    return blackout.shown();
}

std::string Secrets::maskedRefusal(std::string_view text) const
{
    auto blackout = blackoutOf(text, texts_);
    for (const auto& password : passwords_) {
        blackout.hideSpaced(password);
    }
    return blackout.shown();
}

} // namespace mpm
