// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/answer.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// The page of `--explain`, in lines of at most 80 columns but for what was quoted: the codes with their meaning in a
/// few words, the text, where and about whom it was said, then the sections Meaning, Who must act first, What to do,
/// Likely causes (by step), If you send, If you run the server that says so, Reference; where the text of the reply
/// decided, what the codes alone advise is left out, since it would say something else. Of several causes a page each,
/// of tables a paragraph for each code. Ends with a line end.
std::string renderText(const Answer& answer);

inline std::string explainReply(std::string_view reply)
{
    return renderText(answerFor(reply));
}

/// The same as one JSON object, with `explanations` as its array; ends with a line end.
std::string renderJson(std::string_view plugin, const Answer& answer);

} // namespace mpm
