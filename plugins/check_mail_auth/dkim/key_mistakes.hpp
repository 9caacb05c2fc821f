// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/dkim/rsa_key.hpp"

#include <string>
#include <string_view>

namespace mpm::checkMailAuth {

/// What people do to a key's text on its way into the DNS.
struct KeyMistake {
    std::string sentence; ///< what is wrong; safe to print; empty: none of the usual mistakes
    std::string remedy;   ///< empty: the mended text says it
    std::string mended;   ///< the text as it was probably meant; empty: unknown. Octets of a stranger
};

/// For a text that can't be read as a key: quotes, backslashes and brackets of zone files in it, PEM, URL-safe base64,
/// a record of another kind, a private key.
KeyMistake mistakeInKey(std::string_view text);

/// What to do about octets that are no key; empty where nothing particular is known.
std::string remedyFor(KeyFault::Kind kind);

} // namespace mpm::checkMailAuth
