// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm {

/// The page of `--explain`, in lines of at most 80 columns: the codes with their meaning in a few words, the
/// text (made harmless), then the sections Meaning, Likely causes (by step), If you send, If you run the server,
/// Reference. `reply` is a basic code, an enhanced code, or both with any text behind, as a server sends it.
/// Unknown codes are explained by their class and by their second digit or subject (RFC 5321 section 4.2.1,
/// RFC 3463 section 3). Two codes of different classes are said to disagree.
/// Throws UsageError, quoting the text, for what is no reply. Ends with a line end.
std::string explainReply(std::string_view reply);

} // namespace mpm
