// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkMailAuth {

struct DkimFindings {
    FindingKind missing{"dkim-missing", Status::Critical,
                        "There is no DKIM key at a selector: signatures made with it can't be verified.",
                        "Publish the key's TXT record at SELECTOR._domainkey.DOMAIN, or sign with a selector that is "
                        "there.",
                        "RFC 6376 3.6.2"};
    FindingKind revoked{"dkim-revoked", Status::Critical,
                        "The key at a selector is revoked (p= is empty): every signature made with it fails.",
                        "Sign with another selector, or publish the key again.", "RFC 6376 3.6.1"};
    FindingKind syntax{"dkim-syntax", Status::Critical, "The record at a selector is no key that verifiers can use.",
                       "Publish the record as the signer's tools print it.", "RFC 6376 3.6.1"};
    FindingKind weak{"dkim-weak", Status::Warning,
                     "The RSA key at a selector is shorter than 2048 bits; below 1024 it is CRITICAL, since verifiers "
                     "refuse it.",
                     "Make a key of 2048 bits, publish it at a new selector, and sign with that.", "RFC 8301 3.2"};
    FindingKind testing{"dkim-testing", Status::Warning,
                        "The key at a selector says that it is a test (t=y): verifiers treat its mail as unsigned.",
                        "Take the tag t=y out of the record once signing works.", "RFC 6376 3.6.1"};
    FindingKind tooLong{"dkim-long", Status::Ok,
                        "The RSA key at a selector is longer than 4096 bits, which not every verifier takes.",
                        "Use a key of 2048 to 4096 bits.", "RFC 8301 3.2"};
};
inline constexpr DkimFindings dkimFindings;

} // namespace mpm::checkMailAuth
