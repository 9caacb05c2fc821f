// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/bounce.hpp"

#include "check/peer_text.hpp"
#include "explain/explain_reply.hpp"
#include "explain/pasted_text.hpp"
#include "smtp/reply.hpp"

#include <algorithm>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t longestRemedy = 1000;

bool isRefusal(const PastedReply& reply)
{
    const auto status = reply.code ? *reply.code / 100 : reply.enhanced ? reply.enhanced->status : 5;
    return status >= 4;
}

} // namespace

BounceReason reasonOf(std::string_view bounce)
{
    const auto read = readPasted(bounce);
    const auto refusal = std::find_if(read.replies.begin(), read.replies.end(), isRefusal);
    if (refusal == read.replies.end()) {
        return {};
    }
    const auto explained = explain(*refusal);
    BounceReason reason;
    reason.reply =
        harmless(explained.codes + (explained.codes.empty() || explained.text.empty() ? "" : " ") + explained.text,
                 mostReplyOnLine1);
    reason.host = harmless(refusal->host);
    reason.meaning = harmless(explained.meaning);
    reason.remedy = harmless(explained.remedy.empty() ? explained.sender : explained.remedy, longestRemedy);
    return reason;
}

} // namespace mpm::checkMailRoundtrip
