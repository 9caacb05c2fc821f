// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/spf/record.hpp"
#include "io/ip_address.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailAuth {

/// The record with the address let in: before `all`, or before everything where some term may refuse it.
std::string withSender(std::string_view record, const IpAddress& address);

/// The record without a term, with "-all" at the end where no other `all` or redirect is left.
std::string withoutTerm(std::string_view record, std::string_view term);

/// One record that says what several say: the terms of all of them, each once, and the strictest `all` at the end.
std::string joined(const std::vector<std::string>& records);

} // namespace mpm::checkMailAuth
