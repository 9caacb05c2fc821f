// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/expectation.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm::sending {
namespace {

using namespace std::string_view_literals;

constexpr std::array steps{
    std::pair{"connect"sv, Step::Greeting}, std::pair{"greeting"sv, Step::Greeting},
    std::pair{"ehlo"sv, Step::Ehlo},        std::pair{"starttls"sv, Step::StartTls},
    std::pair{"auth"sv, Step::Auth},        std::pair{"mail"sv, Step::Mail},
    std::pair{"rcpt"sv, Step::Rcpt},        std::pair{"data"sv, Step::Data},
    std::pair{"message"sv, Step::Message},
};

} // namespace

std::optional<Step> parseStep(std::string_view word)
{
    const auto found =
        std::find_if(steps.begin(), steps.end(), [&](const auto& each) { return equalIgnoringCase(each.first, word); });
    return found == steps.end() ? std::nullopt : std::optional(found->second);
}

bool accepts(const Exchange& exchange)
{
    return exchange.answeredClass(exchange.step == Step::Data ? 3 : 2);
}

bool isRegular(const Exchange& exchange)
{
    switch (exchange.step) {
    case Step::Greeting:
    case Step::StartTls: return exchange.answered(220);
    case Step::Auth: return exchange.answered(235);
    case Step::Rcpt: return exchange.answered(250) || exchange.answered(251) || exchange.answered(252);
    case Step::Data: return exchange.answered(354);
    default: return exchange.answered(250);
    }
}

void Expectations::add(std::string_view text)
{
    const auto fail = [&](const std::string& why) { return UsageError("--expect: '" + printable(text) + "' " + why); };
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) {
        throw fail("is not of the form STEP=CODES");
    }
    const auto step = parseStep(trim(text.substr(0, equals)));
    const auto codes = ReplyCodes::parse(text.substr(equals + 1));
    if (!step) {
        throw fail("names no step; the steps are connect, ehlo, starttls, auth, mail, rcpt, data, message");
    }
    if (!codes) {
        throw fail("has no codes; give some such as 550,554 or a class such as 5yz");
    }
    if (codes->holdPreliminary()) {
        throw fail("can't be met: no step ends with a 1yz reply");
    }
    if (!byStep_.emplace(*step, *codes).second) {
        throw fail("speaks of a step that another --expect speaks of; give all codes in one list");
    }
}

Expectations::Verdict Expectations::judge(const Exchange& exchange) const
{
    const auto* codes = at(exchange.step);
    if (codes == nullptr || !exchange.reply) {
        return Verdict::NotGiven;
    }
    if (exchange.step == Step::Data && accepts(exchange) && dataCoversMessage()) {
        return Verdict::NotGiven; // the end of the data will tell
    }
    return codes->holds(exchange.reply->code) ? Verdict::Met : Verdict::Failed;
}

const ReplyCodes* Expectations::at(Step step) const
{
    if (step == Step::Message && dataCoversMessage()) {
        step = Step::Data;
    }
    const auto found = byStep_.find(step);
    return found == byStep_.end() ? nullptr : &found->second;
}

bool Expectations::reachBeyond(Step step) const
{
    return last() > std::optional(step);
}

std::optional<Step> Expectations::last() const
{
    return byStep_.empty() ? std::nullopt : std::optional(byStep_.rbegin()->first);
}

bool Expectations::dataCoversMessage() const
{
    const auto data = byStep_.find(Step::Data);
    return data != byStep_.end() && data->second.areRefusals() && !byStep_.contains(Step::Message);
}

} // namespace mpm::sending
