// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/secrets.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"

#include <algorithm>
#include <limits>

namespace mpm {
namespace {

/// Shorter ones are in too many words to be masked inside them.
constexpr std::size_t shortestInside = 4;

/// Of fewer characters nobody can tell that a secret begins with them.
constexpr std::size_t shortestBeginning = 3;

Secret percentEncoded(std::string_view octets, std::string_view digits)
{
    constexpr std::string_view unreserved = "-._~";
    WipedOctets text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (isAlphanumeric(c) || unreserved.find(c) != std::string_view::npos) {
            text.push_back(c);
        } else {
            text.insert(text.end(), {'%', digits[octet >> 4U], digits[octet & 15U]});
        }
    }
    return Secret(std::move(text));
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

Blackout blackoutOf(std::string_view text, const std::vector<Secret>& secrets)
{
    Blackout blackout(text);
    for (const auto& secret : secrets) {
        blackout.hide(secret.reveal());
    }
    return blackout;
}

} // namespace

std::vector<Secret> formsOf(const Secret& password)
{
    if (password.empty()) {
        return {};
    }
    return {password, inBase64(password), percentEncoded(password.reveal(), "0123456789ABCDEF"),
            percentEncoded(password.reveal(), "0123456789abcdef")};
}

void Secrets::add(const Secret& password)
{
    if (!password.empty()) {
        passwords_.push_back(password);
    }
}

void Secrets::add(const FramedSecret& response)
{
    framed_.push_back(response);
}

void Secrets::addSent(const Secret& response)
{
    const auto known = texts(response.reveal().size());
    const bool given =
        std::any_of(known.begin(), known.end(), [&](const Secret& each) { return each.reveal() == response.reveal(); });
    if (!response.empty() && !given) {
        sent_.push_back(response);
    }
}

/// What could stand in a text of that length: no form of a password is shorter than the password.
std::vector<Secret> Secrets::texts(std::size_t longest) const
{
    auto result = sent_;
    for (const auto& password : passwords_) {
        if (password.reveal().size() <= longest) {
            append(result, formsOf(password));
        }
    }
    for (const auto& response : framed_) {
        if (response.secret.reveal().size() <= longest) {
            result.push_back(inBase64(response.whole()));
        }
    }
    return result;
}

std::string Secrets::masked(std::string_view text) const
{
    return blackoutOf(text, texts(text.size())).shown();
}

std::string Secrets::maskedFragment(std::string_view text) const
{
    const auto all = texts(std::numeric_limits<std::size_t>::max());
    auto blackout = blackoutOf(text, all);
    for (const auto& secret : all) {
        blackout.hideBeginning(secret.reveal());
    }
    return blackout.shown();
}

std::string Secrets::maskedRefusal(std::string_view text) const
{
    auto blackout = blackoutOf(text, texts(text.size()));
    for (const auto& password : passwords_) {
        blackout.hide(password.reveal(), 0, 2); // with an octet between each two of its characters
        blackout.hide(password.reveal(), 1, 2);
    }
    return blackout.shown();
}

} // namespace mpm
