// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/spf/select.hpp"
#include "io/ip_address.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mpm::checkMailAuth {

/// RFC 7208 section 2.6.
enum class SpfResult : std::uint8_t { None, Neutral, Pass, Fail, SoftFail, TempError, PermError };

/// "softfail", "temperror", ...
std::string_view toString(SpfResult result);

/// RFC 7208 section 4.6.4.
constexpr unsigned mostSpfLookups = 10;
constexpr unsigned mostVoidLookups = 2;
constexpr unsigned mostNamesOfTerm = 10; ///< of mx and ptr

/// Whom check_host() is about (RFC 7208 section 4.1).
struct SpfSender {
    IpAddress address;
    std::string mailFrom; ///< empty: postmaster@HELO is judged (section 2.4)
    std::string helo;
};

/// What check_host() says, and why.
struct SpfVerdict {
    SpfResult result = SpfResult::None;
    std::string domain;      ///< that was judged; empty where the identity has none
    std::string mechanism;   ///< the term that decided, and whose record it is in; empty: none; safe to print
    std::string problem;     ///< of an error or none: what is wrong; safe to print
    std::string explanation; ///< of fail: what the domain says about it (section 6.2); safe to print
    unsigned lookups = 0;
    unsigned voidLookups = 0;
};

/// check_host() of RFC 7208 section 4, over the answers that are there. An answer that is missing is noted, and the
/// result is temperror.
SpfVerdict checkHost(const SpfSender& sender, SpfRecords& records);

} // namespace mpm::checkMailAuth
