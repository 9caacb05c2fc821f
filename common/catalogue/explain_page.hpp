// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/explain_reply.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// The page of `--explain`, in lines of at most 80 columns: the codes with their meaning in a few words, the text, then
/// the sections Meaning, What to do, Likely causes (by step), If you send, If you run the server, Reference. Ends with
/// a line end.
std::string renderText(const Explanation& explanation);

inline std::string explainReply(std::string_view reply)
{
    return renderText(explain(reply));
}

/// The same as one JSON object, with `explanations` as its array; ends with a line end.
std::string renderJson(std::string_view plugin, const Explanation& explanation);

} // namespace mpm
