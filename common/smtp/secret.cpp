// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/secret.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"

#include <algorithm>
#include <cstring>

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
        if (isAlphanumeric(c) || unreserved.find(c) != std::string_view::npos) {
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

    /// Wherever the secret stands in every octet, or in every second one from the first on.
    void hide(std::string_view secret, std::size_t first = 0, std::size_t step = 1)
    {
        std::string seen;
        for (auto i = first; i < text_.size(); i += step) {
            seen += text_[i];
        }
        for (auto at = seen.find(secret); at != std::string::npos; at = seen.find(secret, at + 1)) {
            cover(secret, first + at * step, (secret.size() - 1) * step + 1);
        }
    }

    /// Where the last characters are the first of the secret.
    void hideBeginning(std::string_view secret)
    {
        for (auto size = std::min(secret.size(), text_.size()); size >= shortestBeginning; --size) {
            if (text_.ends_with(secret.substr(0, size))) {
                cover(secret, text_.size() - size, size);
                return;
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
    void cover(std::string_view secret, std::size_t begin, std::size_t length)
    {
        const bool whole = secret.size() < shortestInside;
        std::fill_n(hidden_.begin() + (whole ? 0 : static_cast<std::ptrdiff_t>(begin)), whole ? hidden_.size() : length,
                    true);
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

Secret& Secret::operator=(const Secret& other)
{
    if (this != &other) {
        wipe();
        octets_ = other.octets_;
    }
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        octets_ = std::move(other.octets_);
        other.wipe();
    }
    return *this;
}

void Secret::wipe() noexcept
{
    octets_.resize(octets_.capacity()); // small ones stay in place when they are moved from
    explicit_bzero(octets_.data(), octets_.size());
    octets_.clear();
}

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
        blackout.hide(password, 0, 2); // with an octet between each two of its characters
        blackout.hide(password, 1, 2);
    }
    return blackout.shown();
}

} // namespace mpm
