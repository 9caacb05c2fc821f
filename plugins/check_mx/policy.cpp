// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/policy.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_mx/measure.hpp"

#include <algorithm>

namespace mpm::checkMx {
namespace {

ExpectedMx parseItem(const std::string& item)
{
    const auto blank = item.find_first_of(" \t");
    const auto fault = "--expect-mx: '" + harmless(item) + "' is not of the form HOST or PREFERENCE HOST";
    if (!item.empty() && std::all_of(item.begin(), item.end(), isDigit)) {
        throw UsageError(fault);
    }
    ExpectedMx expected;
    if (blank != std::string::npos) {
        expected.preference = parseWhole<std::uint16_t>(item.substr(0, blank));
        if (!expected.preference) {
            throw UsageError(fault);
        }
    }
    const auto host = blank == std::string::npos ? std::string_view(item) : trim(std::string_view(item).substr(blank));
    try {
        expected.exchange = DnsName::parse(host);
    } catch (const UsageError& error) {
        throw UsageError("--expect-mx: '" + harmless(item) + "': " + error.what());
    }
    return expected;
}

} // namespace

std::string Policy::service(std::size_t hosts) const
{
    if (asSenders()) {
        return hosts == 1 ? "takes mail" : "take mail";
    }
    return (hosts == 1 ? "answers on port " : "answer on port ") + std::to_string(port);
}

std::vector<ExpectedMx> ExpectedMx::parseList(std::string_view list)
{
    const auto items = splitList(list);
    std::vector<ExpectedMx> result;
    std::transform(items.begin(), items.end(), std::back_inserter(result), parseItem);
    return result;
}

DnsName parseExpectedDown(const std::string& text)
{
    try {
        return DnsName::parse(text);
    } catch (const UsageError& error) {
        throw UsageError("--expect-down: '" + harmless(text) + "': " + error.what());
    }
}

Thresholds hostThresholdsOf(const Thresholds& given)
{
    Thresholds thresholds;
    for (const auto& [metric, threshold] : given.all()) {
        if (isFixedMetric(metric)) {
            continue;
        }
        try {
            const auto name = DnsName::parse(metric).toString();
            const auto before = thresholds.of(name);
            if ((before.warning && threshold.warning) || (before.critical && threshold.critical)) {
                throw UsageError("the host is given twice");
            }
            thresholds.defaultTo(name, threshold.warning, threshold.critical);
        } catch (const UsageError& error) {
            throw UsageError("threshold on metric '" + harmless(metric) + "': " + error.what());
        }
    }
    return thresholds;
}

} // namespace mpm::checkMx
