// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever is given to --explain is explained on a page of bounded size that holds nothing but text
// and line ends, or is refused in one line; and every reply, whatever its text, has a remedy and a meaning of our own
// words.
#include "catalogue/reply_catalogue.hpp"
#include "check/ascii.hpp"
#include "check/usage_error.hpp"
#include "explain/explain_page.hpp"
#include "fuzz/demand.hpp"
#include "support/grammar.hpp"

#include <cstdint>

using namespace mpm;
using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

namespace {

constexpr std::size_t longestPage = 400000; // 64 replies, each with a cause of its own

void explainAlways(std::string_view text)
{
    try {
        const auto page = explainReply(text);
        demand(page.size() <= longestPage && page.ends_with('\n'));
        demand(test::harmIn(page).empty());
        for (const auto& line : split(page.substr(page.find('\n') + 1), '\n')) {
            // Quotations and the titles of further pages are not put into lines.
            demand(line.size() <= 80 || line.starts_with('"') || line.find(" - ") != std::string::npos);
        }
    } catch (const UsageError& error) {
        const std::string_view sentence = error.what();
        demand(sentence.size() <= 300);
        demandHarmless(sentence);
    }
}

void advise(const Reply& reply)
{
    for (auto step = static_cast<unsigned>(Step::Connect); step <= static_cast<unsigned>(Step::Quit); ++step) {
        const auto remedy = remedyFor(reply, static_cast<Step>(step));
        demand(remedy.ends_with('.') && remedy.size() < 300);
        demandHarmless(remedy);
        demand(!toString(firstToAct(reply, static_cast<Step>(step))).empty());
    }
    const auto meaning = meaningOf(reply);
    demand(!meaning.empty() && meaning.size() < 100);
    demandHarmless(meaning);
    demand(!toString(firstToAct(reply)).empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    explainAlways(text);
    if (size > 1) {
        advise({100 + (data[0] * 256 + data[1]) % 500, {PeerText(text.substr(2))}, {}});
    }
    return 0;
}
