// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/busy.hpp"

#include "smtp/findings.hpp"
#include "survey/findings.hpp"

namespace mpm {
namespace {

/// The exchange that shows whether a client is let in: the last of greeting, EHLO and HELO; null without any.
const Exchange* decisive(const SmtpVisit& visit)
{
    for (const auto step : {Step::Helo, Step::Ehlo, Step::Greeting}) {
        if (const auto* exchange = visit.at(step)) {
            return exchange;
        }
    }
    return nullptr;
}

std::string ofAll(std::size_t number, const Load& load, const std::string& what)
{
    return std::to_string(number) + " of " + std::to_string(load.addresses) + " " + what;
}

} // namespace

Load loadOf(const std::vector<const SmtpVisit*>& visits)
{
    Load load;
    for (const auto* visit : visits) {
        const auto* last = decisive(*visit);
        ++load.addresses;
        load.busy += last != nullptr && last->answeredClass(4) ? 1 : 0;
        load.down += last == nullptr || last->failure ? 1 : 0;
    }
    return load;
}

void tellLoad(std::vector<Finding>& findings, const std::string& target, const Load& load)
{
    if (load.addresses < 2 || load.busy == 0) {
        return;
    }
    const auto text = ofAll(load.busy, load, "busy") + (load.down > 0 ? ", " + ofAll(load.down, load, "down") : "");
    for (auto& finding : findings) {
        if (finding.id == smtpFindings.reply4yz.id) {
            finding.headline = (finding.headline.empty() ? finding.message : finding.headline) + "; " + text;
        }
    }
    if (load.isAllBusy()) {
        findings.insert(findings.begin(), found(busyFindings.allBusy, target,
                                                text + ": whoever sends mail now is told to try again later"));
    }
}

} // namespace mpm
