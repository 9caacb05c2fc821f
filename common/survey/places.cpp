// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/places.hpp"

#include <algorithm>
#include <iterator>

namespace mpm {
namespace {

bool cameToNothing(const SmtpVisit& visit)
{
    return visit.connectFailure || visit.exchanges.empty() || visit.exchanges.back().failure ||
           visit.exchanges.back().reply->codeClass() >= 4 || (visit.tls && !visit.tls->established());
}

/// The first that came to nothing, or else the first.
const SmtpVisit* worst(const std::vector<const SmtpVisit*>& visits)
{
    const auto bad =
        std::find_if(visits.begin(), visits.end(), [](const auto* visit) { return cameToNothing(*visit); });
    return bad != visits.end() ? *bad : visits.empty() ? nullptr : visits.front();
}

} // namespace

Places::Places(const MailHosts& seen, const std::vector<const SmtpVisit*>& visits) : seen_(seen), visits_(visits)
{
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            addresses_[subjectOf(host, address)] = {&host, &address, nullptr};
        }
    }
    for (const auto* visit : visits) {
        visited_[visit->subject()].push_back(visit);
    }
}

Place Places::of(const std::string& subject) const
{
    Place place;
    const auto end = subject.find(']'); // what follows is a port
    if (const auto found = addresses_.find(end == std::string::npos ? subject : subject.substr(0, end + 1));
        found != addresses_.end()) {
        place = found->second;
    }
    for (const auto& host : seen_.hosts) {
        const bool named = subject == host.host || subject.starts_with(host.host + " ("); // with its preference
        if (place.host == nullptr && named) {
            place.host = &host;
        }
    }
    if (const auto& same = visitsTo(subject); !same.empty()) {
        place.visit = same.front();
        return place;
    }
    const bool isHost = place.address == nullptr && place.host != nullptr;
    std::vector<const SmtpVisit*> others;
    if (isHost || subject == seen_.target) {
        std::copy_if(visits_.begin(), visits_.end(), std::back_inserter(others),
                     [&](const auto* visit) { return !isHost || visit->host == place.host->host; });
    }
    place.visit = worst(others);
    return place;
}

const std::vector<const SmtpVisit*>& Places::visitsTo(const std::string& subject) const
{
    static const std::vector<const SmtpVisit*> none;
    const auto found = visited_.find(subject);
    return found == visited_.end() ? none : found->second;
}

} // namespace mpm
