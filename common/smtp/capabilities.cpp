// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/capabilities.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

namespace mpm {
namespace {

using namespace std::string_view_literals;

/// What the checks look for.
constexpr std::array wellKnown{"STARTTLS"sv, "AUTH"sv,     "SIZE"sv,     "PIPELINING"sv,         "8BITMIME"sv,
                               "DSN"sv,      "SMTPUTF8"sv, "CHUNKING"sv, "ENHANCEDSTATUSCODES"sv};

/// What a SIZE line allows; 0 and a line without a number are no limit (RFC 1870 section 3).
std::uint64_t limitOf(const Capability& size)
{
    const auto octets = parseWhole<std::uint64_t>(size.parameters).value_or(0);
    return octets == 0 ? std::numeric_limits<std::uint64_t>::max() : octets;
}

bool isKeyword(std::string_view text)
{
    return !text.empty() && isAlphanumeric(text, "-_");
}

} // namespace

std::vector<std::string> Capability::parameterList() const
{
    return splitWords(parameters);
}

Capabilities::Capabilities(const Reply& ehloReply)
{
    for (std::size_t i = 1; i < ehloReply.lines.size(); ++i) {
        const auto line = ehloReply.lines[i].shown();
        const auto text = trim(line);
        const auto end = std::min(text.find(' '), text.find('='));
        const auto rest = end == std::string_view::npos ? std::string_view{} : trim(text.substr(end + 1));
        if (!text.empty()) {
            all_.push_back({toUpper(text.substr(0, end)), std::string(rest)});
        }
    }
}

Capabilities Capabilities::asShownBy(const Reply& maskedReply) const
{
    Capabilities shown(maskedReply);
    for (std::size_t i = 0; i < std::min(all_.size(), shown.all_.size()); ++i) {
        if (std::find(wellKnown.begin(), wellKnown.end(), all_[i].keyword) != wellKnown.end()) {
            shown.all_[i].keyword = all_[i].keyword;
        }
    }
    return shown;
}

const Capability* Capabilities::find(std::string_view keyword) const
{
    const Capability* found = nullptr;
    for (const auto& capability : all_) {
        const bool matches = equalIgnoringCase(capability.keyword, keyword);
        if (matches && (found == nullptr || (capability.keyword == "SIZE" && limitOf(capability) < limitOf(*found)))) {
            found = &capability;
        }
    }
    return found;
}

std::vector<Capabilities::Contradiction> Capabilities::contradictions() const
{
    std::map<std::string, std::vector<std::string>> parameters;
    for (const auto& capability : all_) {
        auto& known = parameters[capability.keyword];
        const auto given = capability.parameters.empty() ? "nothing" : capability.parameters;
        const bool again = std::any_of(known.begin(), known.end(),
                                       [&](const std::string& each) { return equalIgnoringCase(each, given); });
        if (!again) {
            known.push_back(given);
        }
    }
    parameters.erase("AUTH");
    std::vector<Contradiction> contradictions;
    for (auto& [keyword, each] : parameters) {
        if (each.size() > 1) {
            contradictions.push_back({keyword, std::move(each)});
        }
    }
    return contradictions;
}

std::vector<CapabilityExpectation> CapabilityExpectation::parseList(std::string_view list)
{
    std::vector<CapabilityExpectation> expectations;
    for (const auto& item : splitList(list)) {
        expectations.push_back(parse(item));
    }
    return expectations;
}

CapabilityExpectation CapabilityExpectation::parse(std::string_view item)
{
    const auto fail = [&] {
        return UsageError("--expect-capability: '" + std::string(item) +
                          "' is not of the form NAME, !NAME, NAME>=NUMBER, NAME<=NUMBER or NAME=PARAMETER");
    };
    CapabilityExpectation expectation;
    const bool absent = item.starts_with('!');
    const auto body = absent ? item.substr(1) : item;
    const auto sign = body.find_first_of("<>=");
    expectation.keyword_ = toUpper(trim(body.substr(0, sign)));
    const bool copied = expectation.keyword_.starts_with("250-"); // a line of a reply, code and all
    if (!isKeyword(expectation.keyword_) || copied || (absent && sign != std::string_view::npos)) {
        throw fail();
    }
    if (sign == std::string_view::npos) {
        expectation.kind_ = absent ? Kind::Absent : Kind::Present;
        return expectation;
    }
    const bool compared = body.substr(sign).starts_with(">=") || body.substr(sign).starts_with("<=");
    expectation.value_ = trim(body.substr(sign + (compared ? 2 : 1)));
    if (!compared) {
        expectation.kind_ = Kind::Equal;
        if (body[sign] != '=' || expectation.value_.find_first_not_of("<>=") != 0) {
            throw fail();
        }
        return expectation;
    }
    expectation.kind_ = body[sign] == '>' ? Kind::AtLeast : Kind::AtMost;
    const auto number = parseWhole<std::uint64_t>(expectation.value_);
    if (!number) {
        throw fail();
    }
    expectation.number_ = *number;
    return expectation;
}

std::optional<std::string> CapabilityExpectation::missedBy(const Capabilities& offered) const
{
    const auto* const capability = offered.find(keyword_);
    if (kind_ == Kind::Absent) {
        return capability == nullptr ? std::nullopt : std::optional(keyword_ + " is offered and must not be");
    }
    if (capability == nullptr) {
        return keyword_ + " is not offered";
    }
    if (kind_ == Kind::Present) {
        return std::nullopt;
    }
    if (kind_ != Kind::Equal) {
        return missedByNumber(*capability);
    }
    // Several lines may carry one keyword (AUTH PLAIN, AUTH=LOGIN): any of them will do.
    for (const auto& candidate : offered.all()) {
        const auto list = candidate.parameterList();
        const bool holds = std::any_of(list.begin(), list.end(), [&](const std::string& parameter) {
            return equalIgnoringCase(parameter, value_);
        });
        if (candidate.keyword == keyword_ && holds) {
            return std::nullopt;
        }
    }
    return keyword_ + " is offered without " + value_;
}

std::optional<std::string> CapabilityExpectation::missedByNumber(const Capability& capability) const
{
    const auto number = parseWhole<std::uint64_t>(capability.parameters);
    const std::string sign = kind_ == Kind::AtLeast ? "at least" : "at most";
    if (!number) {
        return keyword_ + " is offered without a number, expected " + sign + " " + value_;
    }
    const bool unlimited = keyword_ == "SIZE" && *number == 0;
    const bool met = kind_ == Kind::AtLeast ? unlimited || *number >= number_ : !unlimited && *number <= number_;
    return met ? std::nullopt
               : std::optional(keyword_ + " is " + std::to_string(*number) + ", expected " + sign + " " + value_);
}

} // namespace mpm
