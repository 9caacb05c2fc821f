// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What stands wherever a secret would.
constexpr std::string_view secretMask = "****";

/// A secret with what stands around it in a response of SASL.
struct FramedSecret {
    std::string before;
    Secret secret;
    std::string after;

    Secret whole() const { return joined({before, secret.reveal(), after}); }
};

/// The forms in which a password is masked: as it is, in base64 (RFC 4648 section 4), and percent-encoded (RFC 3986
/// section 2.1, every character escaped that is not unreserved, with capital and with small digits); none of an empty
/// one.
std::vector<Secret> formsOf(const Secret& password);

/// What must not be shown of one connection; which forms of a secret that is, docs/adr/0013 decides. Each place where
/// one stands becomes one mask, in the letter case of the secret only. One of fewer than four characters hides the
/// whole text, since a mask of its size would name it. It keeps no copy of a password, and makes its forms when it
/// looks for them.
class Secrets {
public:
    /// In all its forms.
    void add(const Secret& password);

    /// The base64 of the whole.
    void add(const FramedSecret& response);

    /// As it was sent, in base64. An empty one is passed over, and one that the password and its frames give anyway.
    void addSent(const Secret& response);

    /// One line of a reply without them.
    std::string masked(std::string_view text) const;

    /// The same for a text that was cut off: three or more characters at its end with which one begins are masked too.
    std::string maskedFragment(std::string_view text) const;

    /// The same for a line that refuses a login: passwords with one octet, whichever, between each two of their
    /// characters ("p.a.s.s") are masked too.
    std::string maskedRefusal(std::string_view text) const;

private:
    std::vector<Secret> texts(std::size_t longest) const;

    std::vector<Secret> passwords_;
    std::vector<FramedSecret> framed_;
    std::vector<Secret> sent_;
};

} // namespace mpm
