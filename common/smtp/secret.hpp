// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm {

/// What stands wherever a secret would.
constexpr std::string_view secretMask = "****";

/// A password or token. Nothing prints it by accident: whoever wants the octets must say so. It wipes what it held.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string octets) : octets_(std::move(octets)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : octets_(std::move(other.octets_)) { other.wipe(); }
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret() { wipe(); }

    const std::string& reveal() const { return octets_; }
    bool empty() const { return octets_.empty(); }

    /// As it is, in base64 (RFC 4648 section 4), and percent-encoded (RFC 3986 section 2.1, every character escaped
    /// that is not unreserved, with capital and with small digits); none when it is empty.
    std::vector<std::string> forms() const;

private:
    void wipe() noexcept;

    std::string octets_;
};

/// What must not be shown of one connection; which forms of a secret that is, docs/adr/0013 decides. Each place where
/// one stands becomes one mask, in the letter case of the secret only. One of fewer than four characters hides the
/// whole text, since a mask of its size would name it.
class Secrets {
public:
    /// In all its forms.
    void add(const Secret& password);

    /// As it stands: a SASL response in base64. An empty one is passed over.
    void add(const std::string& text);

    /// One line of a reply without them.
    std::string masked(std::string_view text) const;

    /// The same for a text that was cut off: three or more characters at its end with which one begins are masked too.
    std::string maskedFragment(std::string_view text) const;

    /// The same for a line that refuses a login: passwords with one octet, whichever, between each two of their
    /// characters ("p.a.s.s") are masked too.
    std::string maskedRefusal(std::string_view text) const;

private:
    std::vector<std::string> passwords_;
    std::vector<std::string> texts_; ///< every form of each password too
};

} // namespace mpm
