// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever is pasted as a bounce or a log is read within bounds, and every reply of it has a code,
// a class and texts that can be shown.
#include "check/usage_error.hpp"
#include "explain/explain_page.hpp"
#include "fuzz/demand.hpp"
#include "support/grammar.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>

using namespace mpm;
using mpm::fuzz::demand;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto pasted = readPasted(text);
    demand(pasted.replies.size() <= mostPastedReplies);
    for (const auto& reply : pasted.replies) {
        demand(reply.code || reply.enhanced);
        demand(!reply.code || (*reply.code >= 100 && *reply.code < 600));
        demand(reply.text.size() <= 2 * 2000 + 1); // the last line of several is cut by itself
        demand(reply.host.size() <= 255 && reply.recipients.size() <= 20);
        for (const auto& recipient : reply.recipients) {
            demand(recipient.size() <= 320);
        }
    }
    try {
        const auto answer = answerFor(text);
        demand(test::harmIn(renderText(answer)).empty());
        const auto object = nlohmann::json::parse(renderJson("check_mx", answer));
        demand(!object.at("explanations").empty());
    } catch (const UsageError&) {
        demand(pasted.replies.empty());
    }
    return 0;
}
