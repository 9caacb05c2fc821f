// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Many certification authorities in one file of PEM (RFC 7468), as systems have them. Of each certificate no more is
/// decoded than whom it is for, so that the one that is needed is found in a fraction of the time that reading all
/// takes.
namespace mpm {

/// A certificate in the file.
struct BundledAuthority {
    std::string_view body; ///< base64 between the lines BEGIN and END, line breaks included
    std::string subject;   ///< as nameKey gives it
    bool trusted = false;  ///< a TRUSTED CERTIFICATE of OpenSSL: what it is trusted for stands behind it
};

/// All of a file, in order; they refer to the text. Nothing where there is no certificate, or where what is marked as
/// one does not begin like a certificate.
std::optional<std::vector<BundledAuthority>> readBundle(std::string_view pem);

/// What names that are equal by RFC 5280 section 7.1 have in common, whatever kinds of strings, letter case and blanks
/// they are written with: they have the same key. (Some that are not equal have, too.) `der`: a Name, whole.
/// Empty for anything else.
std::string nameKey(std::string_view der);

/// The octets of a body, no more than `most`; nothing where it is not base64.
std::optional<std::string> decodeBody(std::string_view body, std::size_t most = std::string::npos);

} // namespace mpm
