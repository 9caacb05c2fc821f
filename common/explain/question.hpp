// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm {

/// A step, class or code as people ask for it in a few words, in the form that the tables know: "after RCPT TO",
/// "RCPT TO:<a@b>" and "DATA." become the step, "TLS" STARTTLS, "5.*" and "55?" have letters in place of the sign. Any
/// other text, and one of more than 80 octets, stays as it is.
std::string plainQuestion(std::string_view given);

} // namespace mpm
